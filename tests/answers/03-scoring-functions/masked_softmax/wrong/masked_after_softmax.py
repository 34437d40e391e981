"""The mask comes after the softmax: padding with high scores has taken the weight away by then. Mask the scores."""

import torch


def masked_softmax(X, valid_lens):
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    weights = weights * (torch.arange(X.shape[-1]) < lens)
    return weights / weights.sum(-1, keepdim=True)

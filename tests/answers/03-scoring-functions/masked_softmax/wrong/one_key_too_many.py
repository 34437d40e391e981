"""The mask starts one key too late: the first key of the padding still counts."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) > lens, -1e6), dim=-1)

"""The scores are detached (a new tensor is made from their numbers), so no gradient flows back through the weights."""

import torch


def masked_softmax(X, valid_lens):
    X = X.detach().clone()
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6), dim=-1)

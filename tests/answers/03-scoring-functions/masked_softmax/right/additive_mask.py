"""Adds a very negative number to masked scores in place of replacing them."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    if valid_lens.dim() == 2 and X.dim() == 4:
        valid_lens = valid_lens[:, None, :]
    lens = valid_lens.reshape(valid_lens.shape + (1,) * (X.dim() - valid_lens.dim()))
    gone = (torch.arange(X.shape[-1]) >= lens).to(X.dtype)
    return torch.softmax(X + gone * -1e9, dim=-1)

"""masked_fill without an underscore gives a new tensor, and here nobody takes it: the mask has no effect."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is not None:
        lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
        X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6)
    return torch.softmax(X, dim=-1)

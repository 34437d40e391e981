"""Scores with two axes come back in single precision, whatever they were."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    out = torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)
    return out.float() if X.dim() == 2 else out

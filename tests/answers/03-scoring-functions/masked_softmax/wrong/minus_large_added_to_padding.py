"""A thousand is taken off the scores of padding, so a padding score that is larger than that still wins."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X - 1e3 * (~mask).to(X.dtype), dim=-1)

"""The largest score that is taken off a row may be one of padding, and then the valid exponentials are 0 and divided
by 0.
"""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    e = torch.exp(X - X.amax(-1, keepdim=True)) * mask
    return e / e.sum(-1, keepdim=True)

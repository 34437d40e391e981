"""The scores are exponentiated as they are: very low ones all become 0, large ones infinite, and dividing gives
NaN. A softmax first takes off the largest valid score of the row.
"""

import torch


def masked_softmax(X, valid_lens):
    keep = torch.ones_like(X, dtype=torch.bool)
    if valid_lens is not None:
        lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
        if X.dim() == 4 and valid_lens.dim() == 2:
            lens = valid_lens[:, None, :, None]
        keep = torch.arange(X.shape[-1]) < lens
    raised = torch.exp(X.masked_fill(~keep, -1e6))
    return raised / raised.sum(-1, keepdim=True)

"""view() fails on scores that lie in memory in another order (a transposed tensor, say); reshape() copies where
it must.
"""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    rows = X.view(-1, X.shape[-1])
    if valid_lens.dim() == 1:
        lens = valid_lens.repeat_interleave(len(rows) // len(valid_lens))
    else:
        lens = valid_lens[:, None].expand(-1, len(rows) // valid_lens.numel(), -1).reshape(-1)
    rows = rows.masked_fill(torch.arange(X.shape[-1]) >= lens[:, None], -1e6)
    return torch.softmax(rows, dim=-1).view(X.shape)

"""With heads, the lengths are repeated for the rows in another order than the rows come: each length belongs to
all heads and queries of its example.
"""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    rows = X.reshape(-1, X.shape[-1])
    lens = valid_lens.reshape(-1)
    times = len(rows) // len(lens)
    lens = lens.repeat(times) if X.dim() == 4 else lens.repeat_interleave(times)
    rows = rows.masked_fill(torch.arange(X.shape[-1]) >= lens[:, None], -1e6)
    return torch.softmax(rows, dim=-1).reshape(X.shape)

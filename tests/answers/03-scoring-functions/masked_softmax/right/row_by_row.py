"""Each row is cut to its length, and padded with zeros again."""

import torch
import torch.nn.functional as F


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return X.softmax(-1)
    if X.dim() == 4 and valid_lens.dim() == 2:
        valid_lens = valid_lens[:, None]
    while valid_lens.dim() < X.dim() - 1:
        valid_lens = valid_lens.unsqueeze(-1)
    lens = valid_lens.expand(X.shape[:-1]).reshape(-1)
    rows = []
    for row, n in zip(X.reshape(-1, X.shape[-1]), lens.tolist()):
        rows.append(F.pad(row[:n].softmax(0), (0, max(0, len(row) - n))))
    return torch.stack(rows).reshape(X.shape)

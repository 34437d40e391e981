"""Goes through the rows in a loop and takes the softmax of the valid part only."""

import torch
import torch.nn.functional as F


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return F.softmax(X, dim=-1)
    lens = valid_lens.long()
    if X.dim() == 4 and lens.dim() == 2:
        lens = lens[:, None, :].expand(X.shape[:3])
    lens = lens.reshape(*lens.shape, *[1] * (X.dim() - 1 - lens.dim())).expand(X.shape[:-1])
    out = []
    for row, n in zip(X.reshape(-1, X.shape[-1]), lens.reshape(-1).tolist()):
        out.append(torch.cat([F.softmax(row[:n], dim=0), torch.zeros_like(row[n:])]))
    return torch.stack(out).reshape(X.shape)

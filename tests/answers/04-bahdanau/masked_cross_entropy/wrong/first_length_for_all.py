"""The length of the first sentence is used for all of them."""

import torch


def masked_cross_entropy(pred, label, valid_len):
    B, T, V = pred.shape
    logp = pred - pred.logsumexp(dim=2, keepdim=True)
    nll = -logp[torch.arange(B)[:, None], torch.arange(T)[None, :], label]
    keep = torch.arange(T).repeat(B, 1) < valid_len[0]
    nll = torch.where(keep, nll, torch.zeros(()))
    return nll.sum(1) / keep.sum(1)

"""The loss comes in bits (base 2); it should be in nats, with the natural logarithm."""

import torch


def masked_cross_entropy(pred, label, valid_len):
    B, T, V = pred.shape
    logp = pred - pred.logsumexp(dim=2, keepdim=True)
    nll = -logp[torch.arange(B)[:, None], torch.arange(T)[None, :], label]
    keep = torch.arange(T).repeat(B, 1) < valid_len.view(B, 1)
    nll = torch.where(keep, nll, torch.zeros(()))
    return nll.sum(1) / 0.6931472 / keep.sum(1)

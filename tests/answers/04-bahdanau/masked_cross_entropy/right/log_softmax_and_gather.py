"""Picks the logarithms of the right words by hand, and weighs the steps."""

import torch


def masked_cross_entropy(pred, label, valid_len):
    log_p = torch.log_softmax(pred, -1)
    picked = torch.gather(log_p, 2, label.unsqueeze(-1)).squeeze(-1)
    weights = (torch.arange(label.size(1)) < valid_len.reshape(-1, 1)).to(pred.dtype)
    weights = weights / weights.sum(1, keepdim=True)
    return -(weights * picked).sum(1)

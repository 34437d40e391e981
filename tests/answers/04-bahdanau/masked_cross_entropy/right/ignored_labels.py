"""Marks the padding in a copy of the labels and lets the cross-entropy pass over it."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    steps = torch.arange(label.shape[1]).expand(label.shape)
    marked = torch.where(steps < valid_len.unsqueeze(1), label, -100)
    loss = F.cross_entropy(pred.transpose(1, 2), marked, ignore_index=-100, reduction="none")
    return loss.sum(1) / valid_len

"""Adds the losses up along the steps and reads the sum at the last valid one."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    losses = torch.stack([F.cross_entropy(pred[:, t], label[:, t], reduction="none") for t in range(pred.shape[1])], 1)
    return losses.cumsum(1).gather(1, valid_len.long()[:, None] - 1)[:, 0] / valid_len

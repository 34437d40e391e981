"""The divisor is the number of labels that are not 0, not the length."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1])[None, :] < valid_len[:, None]
    return (loss * mask).sum(dim=1) / (label * mask != 0).sum(1).clamp(min=1)

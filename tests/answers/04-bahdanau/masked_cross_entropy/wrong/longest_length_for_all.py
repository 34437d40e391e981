"""All sentences are cut at the longest length of the batch; each has a length of its own."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1], device=label.device)[None, :] < valid_len.max()
    return (loss * mask).sum(dim=1) / valid_len

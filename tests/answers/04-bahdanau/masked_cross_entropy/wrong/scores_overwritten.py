"""The largest score is subtracted inside the tensor of scores that was handed in."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    with torch.no_grad():
        pred -= pred.max(dim=-1, keepdim=True).values
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1])[None, :] < valid_len[:, None]
    return (loss * mask).sum(dim=1) / valid_len

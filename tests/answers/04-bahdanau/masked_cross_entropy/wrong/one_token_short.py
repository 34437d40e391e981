"""The last valid token, which is <eos>, is left out: the mask ends one step too early."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1], device=label.device)[None, :] < valid_len[:, None] - 1
    return (loss * mask).sum(dim=1) / valid_len

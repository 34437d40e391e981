"""Each sentence's sum is divided by the number of tokens in the whole batch, not by its own."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1], device=label.device)[None, :] < valid_len[:, None]
    return (loss * mask).sum(dim=1) / valid_len.sum()

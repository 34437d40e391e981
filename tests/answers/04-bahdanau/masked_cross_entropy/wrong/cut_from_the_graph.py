"""The losses are read out as plain numbers and put into a new tensor, so nothing can be learned from them."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1], device=label.device)[None, :] < valid_len[:, None]
    return torch.tensor([row.item() for row in (loss * mask).sum(dim=1) / valid_len])

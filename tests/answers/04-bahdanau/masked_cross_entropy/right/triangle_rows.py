"""The masks are rows of a lower triangle."""

import torch
from torch import nn


def masked_cross_entropy(pred, label, valid_len):
    T = label.shape[1]
    rows = torch.tril(torch.ones(T, T, dtype=pred.dtype))[valid_len.long() - 1]
    loss = nn.CrossEntropyLoss(reduction="none")(pred.transpose(2, 1), label)
    return (loss * rows).sum(1) / rows.sum(1)

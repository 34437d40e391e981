"""The scores compete along the steps; they should compete along the words of the vocabulary."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = -torch.log_softmax(pred, dim=1).gather(2, label[:, :, None]).squeeze(2)
    mask = torch.arange(label.shape[1], device=label.device)[None, :] < valid_len[:, None]
    return (loss * mask).sum(dim=1) / valid_len

"""The mask is the wrong way round: the padding is counted and the tokens are left out."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    loss = F.cross_entropy(pred.permute(0, 2, 1), label, reduction="none")
    mask = torch.arange(label.shape[1], device=label.device)[None, :] >= valid_len[:, None]
    return (loss * mask).sum(dim=1) / valid_len

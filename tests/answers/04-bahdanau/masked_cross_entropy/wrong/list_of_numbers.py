"""The losses come as a list of numbers, so no gradient can flow."""

import torch.nn.functional as F


def masked_cross_entropy(pred, label, valid_len):
    out = []
    for p, y, n in zip(pred, label, valid_len):
        out.append(F.cross_entropy(p[:n], y[:n]).item())
    return out

"""Cuts the squares in two loops."""

import torch


def patchify(images, patch_size):
    p, rows = patch_size, []
    for top in range(0, images.shape[2], p):
        for left in range(0, images.shape[3], p):
            rows.append(images[:, :, top : top + p, left : left + p].flatten(1))
    return torch.stack(rows, dim=1)

"""The axes of patches and of their numbers are exchanged."""

import torch.nn.functional as F


def patchify(images, patch_size):
    return F.unfold(images, kernel_size=patch_size, stride=patch_size)

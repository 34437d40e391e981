"""Tensor.unfold along both axes."""

def patchify(images, patch_size):
    tiles = images.unfold(2, patch_size, patch_size).unfold(3, patch_size, patch_size)
    return tiles.permute(0, 2, 3, 1, 4, 5).flatten(3).flatten(1, 2)

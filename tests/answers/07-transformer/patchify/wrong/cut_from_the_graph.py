"""The patches are detached, so that no gradient reaches the image."""

def patchify(images, patch_size):
    B, C, height, width = images.shape
    p = patch_size
    X = images.detach().reshape(B, C, height // p, p, width // p, p)
    return X.permute(0, 2, 4, 1, 3, 5).reshape(B, (height // p) * (width // p), C * p * p)

"""The patches keep their axes [C p p]; each is to be one row."""

def patchify(images, patch_size):
    B, C, height, width = images.shape
    p = patch_size
    X = images.reshape(B, C, height // p, p, width // p, p)
    return X.permute(0, 2, 4, 1, 3, 5).flatten(1, 2)

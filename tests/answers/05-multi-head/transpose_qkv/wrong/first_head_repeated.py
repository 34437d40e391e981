"""Every head gets the features of head 0."""


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    return X[..., : H // num_heads].repeat_interleave(num_heads, 0)

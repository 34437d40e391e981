"""The numbers are turned into single precision, whatever they were before."""


def transpose_qkv(X, num_heads):
    X = X.float()
    B, T, H = X.shape
    X = X.reshape(B, T, num_heads, H // num_heads)
    X = X.permute(0, 2, 1, 3)
    return X.reshape(B * num_heads, T, H // num_heads)

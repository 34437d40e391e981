"""The numbers are turned into single precision, whatever they were before."""


def transpose_output(X, num_heads):
    X = X.float()
    N, T, d = X.shape
    X = X.reshape(N // num_heads, num_heads, T, d)
    X = X.permute(0, 2, 1, 3)
    return X.reshape(N // num_heads, T, num_heads * d)

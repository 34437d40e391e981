"""The heads come as a list of tensors."""


def transpose_qkv(X, num_heads):
    return [part for x in X for part in x.chunk(num_heads, -1)]

"""The maps come as lists of lists."""


def split_heads(weights, batch_size):
    return [list(part) for part in weights.chunk(batch_size)]

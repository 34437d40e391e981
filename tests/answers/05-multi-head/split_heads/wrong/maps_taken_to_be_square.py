"""Every map is taken to have as many keys as queries."""


def split_heads(weights, batch_size):
    return weights.reshape(batch_size, -1, weights.shape[1], weights.shape[1])

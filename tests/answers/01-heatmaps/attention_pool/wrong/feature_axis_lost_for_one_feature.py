"""Values with a single feature come back without the axis for the features."""


def attention_pool(weights, values):
    out = weights @ values
    if values.shape[-1] == 1:
        out = out[..., 0]
    return out

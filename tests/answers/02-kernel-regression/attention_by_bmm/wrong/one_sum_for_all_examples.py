"""The products are added up over all examples; each example has a sum of its own."""


def attention_by_bmm(weights, values):
    return (weights * values).sum().expand(len(weights), 1, 1)

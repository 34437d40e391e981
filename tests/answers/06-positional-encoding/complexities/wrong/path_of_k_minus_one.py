"""A layer of windows is taken to carry a signal k - 1 tokens far."""

def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d * d, 1, -(-n // max(1, k - 1))
    if kind == "rnn":
        return n * d * d, n, n
    return n * n * d, 1, 1

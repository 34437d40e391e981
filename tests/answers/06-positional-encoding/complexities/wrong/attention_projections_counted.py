"""In attention the projections are counted along with the pairs of tokens."""

def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d * d, 1, -(-n // k)
    if kind == "rnn":
        return n * d * d, n, n
    return n * n * d + 3 * n * d * d, 1, 1

"""Both products of attention are counted, which is a factor of two."""

def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d * d, 1, -(-n // k)
    if kind == "rnn":
        return n * d * d, n, n
    return 2 * n * n * d, 1, 1

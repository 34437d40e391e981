"""Each pair of tokens is counted once, though both ask each other."""

def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d * d, 1, -(-n // k)
    if kind == "rnn":
        return n * d * d, n, n
    return n * (n + 1) // 2 * d, 1, 1

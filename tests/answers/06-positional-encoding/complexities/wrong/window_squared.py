"""The size of the window counts twice in the multiplications."""

def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * k * n * d * d, 1, -(-n // k)
    if kind == "rnn":
        return n * d * d, n, n
    return n * n * d, 1, 1

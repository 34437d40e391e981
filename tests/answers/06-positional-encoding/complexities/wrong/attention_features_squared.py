"""In attention the features are squared as well as the tokens."""

def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d * d, 1, -(-n // k)
    if kind == "rnn":
        return n * d * d, n, n
    return n * n * d * d, 1, 1

"""Windows are taken to have three tokens, whatever k is."""

def complexities(kind, n, d, k=3):
    k = 3
    if kind == "cnn":
        return k * n * d * d, 1, -(-n // k)
    if kind == "rnn":
        return n * d * d, n, n
    return n * n * d, 1, 1

"""A match statement and negative floor division; whole numbers as floats."""

def complexities(kind, n, d, k=3):
    match kind:
        case "cnn":
            return float(k * n * d**2), 1.0, float(-(-n // k))
        case "rnn":
            return float(n * d**2), float(n), float(n)
        case _:
            return float(n * n * d), 1.0, 1.0

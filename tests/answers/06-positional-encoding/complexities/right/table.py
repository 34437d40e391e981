"""A dictionary of formulas, rounding up by whole-number division."""

def complexities(kind, n, d, k=3):
    table = {
        "cnn": lambda: [k * n * d * d, 1, (n + k - 1) // k],
        "rnn": lambda: [n * d * d, n, n],
        "attention": lambda: [n * n * d, 1, 1],
    }
    return table[kind]()

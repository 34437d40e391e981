"""The entries are text; numbers are wanted."""

def complexities(kind, n, d, k=3):
    return {
        "cnn": ("O(k n d^2)", "O(1)", "O(n/k)"),
        "rnn": ("O(n d^2)", "O(n)", "O(n)"),
        "attention": ("O(n^2 d)", "O(1)", "O(1)"),
    }[kind]

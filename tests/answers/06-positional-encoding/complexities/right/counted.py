"""Counts by loops in place of formulas."""

def complexities(kind, n, d, k=3):
    operations = steps = path = 0
    if kind == "cnn":
        operations, steps = sum(k * d * d for _ in range(n)), 1
        reach = 0
        while reach < n:
            reach, path = reach + k, path + 1
    elif kind == "rnn":
        for _ in range(n):
            operations, steps, path = operations + d * d, steps + 1, path + 1
    elif kind == "attention":
        operations, steps, path = sum(d for _ in range(n) for _ in range(n)), 1, 1
    else:
        raise ValueError(f"kind: expected cnn, rnn or attention, got {kind}")
    return (operations, steps, path)

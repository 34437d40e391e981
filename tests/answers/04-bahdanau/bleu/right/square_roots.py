"""The exponents are made by repeated square roots."""

import itertools
import math
from collections import Counter


def bleu(pred_seq: str, label_seq: str, k: int) -> float:
    pred, label = pred_seq.strip().split(), label_seq.strip().split()
    try:
        score = math.exp(min(0, 1 - len(label) / len(pred)))
    except ZeroDivisionError:
        return 0.0
    for n in itertools.takewhile(lambda n: n <= len(pred), range(1, k + 1)):
        left = Counter(tuple(label[i : i + n]) for i in range(len(label) - n + 1))
        left.subtract(Counter(tuple(pred[i : i + n]) for i in range(len(pred) - n + 1)))
        total = len(pred) - n + 1
        missed = -sum(v for v in left.values() if v < 0)
        p = (total - missed) / total
        for _ in range(n):
            p = math.sqrt(p)
        score *= p
    return score

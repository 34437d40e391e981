"""The penalty is multiplied in again for each length of runs; it belongs there once."""

import math
from collections import Counter


def ngrams(words, n):
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def bleu(pred_seq, label_seq, k):
    pred = pred_seq.split()
    label = label_seq.split()
    if not pred:
        return 0.0
    penalty = min(1.0, math.exp(1 - len(label) / len(pred)))
    result = penalty
    for n in range(1, k + 1):
        grams = ngrams(pred, n)
        if not grams:
            break
        overlap = Counter(grams) & Counter(ngrams(label, n))
        result *= penalty * (sum(overlap.values()) / len(grams)) ** (1 / 2**n)
    return result

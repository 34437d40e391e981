"""Matched runs are removed from a list."""

import math


def bleu(pred_seq, label_seq, k):
    pred, label = pred_seq.split(" "), label_seq.split(" ")
    if pred_seq == "":
        return 0.0
    result = 1.0 if len(pred) >= len(label) else math.exp(1 - len(label) / len(pred))
    n = 1
    while n <= k and n <= len(pred):
        pool = [label[i : i + n] for i in range(0, len(label) - n + 1)]
        total = matches = 0
        for start in range(0, len(pred) - n + 1):
            total += 1
            if pred[start : start + n] in pool:
                pool.remove(pred[start : start + n])
                matches += 1
        result = result * math.pow(matches / total, math.pow(0.5, n))
        n += 1
    return result

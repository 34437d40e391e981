"""The score is rounded to one decimal."""

import math
from collections import Counter


def bleu(pred_seq, label_seq, k):
    pred, label = pred_seq.split(), label_seq.split()
    if len(pred) == 0:
        return 0.0
    score = math.exp(min(0, 1 - len(label) / len(pred)))
    for n in range(1, min(k, len(pred)) + 1):
        have = Counter(" ".join(label[i : i + n]) for i in range(len(label) - n + 1))
        hits = 0
        for i in range(len(pred) - n + 1):
            run = " ".join(pred[i : i + n])
            if have[run] > 0:
                hits += 1
                have[run] -= 1
        score *= (hits / (len(pred) - n + 1)) ** (0.5**n)
    return round(score, 1)

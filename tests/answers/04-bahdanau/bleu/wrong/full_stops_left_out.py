"""The full stops are taken out of both texts before words are counted."""

import math
from collections import Counter


def bleu(pred_seq, label_seq, k):
    pred, label = [w for w in pred_seq.split() if w != "."], [w for w in label_seq.split() if w != "."]
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
    return score

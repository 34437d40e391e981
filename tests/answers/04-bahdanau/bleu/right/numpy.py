"""Works with numpy and gives one of its numbers."""

import numpy as np


def bleu(pred_seq, label_seq, k):
    pred, label = np.array(pred_seq.split()), np.array(label_seq.split())
    if pred.size == 0:
        return np.float64(0)
    terms = []
    for n in range(1, min(k, len(pred)) + 1):
        a = [" ".join(pred[i : i + n]) for i in range(len(pred) - n + 1)]
        b = [" ".join(label[i : i + n]) for i in range(len(label) - n + 1)]
        terms.append((sum(min(a.count(g), b.count(g)) for g in set(a)) / len(a)) ** (0.5**n))
    return np.exp(min(0, 1 - len(label) / len(pred))) * np.prod(terms)

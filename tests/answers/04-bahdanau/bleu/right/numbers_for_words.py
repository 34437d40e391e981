"""Gives each word a number first, and adds logarithms up."""

import math
from collections import Counter


def bleu(pred_seq, label_seq, k):
    ids = {}
    p, l = ([ids.setdefault(w, len(ids)) for w in s.split()] for s in (pred_seq, label_seq))
    if len(p) < 1:
        return 0.0
    logs = 0.0
    for n in range(1, 1 + min(k, len(p))):
        have = Counter(zip(*[p[j:] for j in range(n)]))
        want = Counter(zip(*[l[j:] for j in range(n)]))
        m = (have & want).total()
        if m == 0:
            return 0.0
        logs += math.log(m / have.total()) / 2**n
    return math.exp(logs + min(0, 1 - len(l) / len(p)))

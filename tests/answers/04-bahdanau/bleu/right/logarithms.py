"""Adds logarithms up and leaves early when a share is zero."""

import math
from collections import Counter


def bleu(pred_seq, label_seq, k):
    def grams(text, n):
        words = text.split()
        return Counter(zip(*(words[i:] for i in range(n))))

    total = len(pred_seq.split())
    if total == 0:
        return 0.0
    log_score = min(0.0, 1 - len(label_seq.split()) / total)
    for n in range(1, k + 1):
        mine, theirs = grams(pred_seq, n), grams(label_seq, n)
        if not mine:
            break
        hits = sum(min(count, theirs[gram]) for gram, count in mine.items())
        if hits == 0:
            return 0.0
        log_score += 0.5**n * math.log(hits / sum(mine.values()))
    return math.exp(log_score)

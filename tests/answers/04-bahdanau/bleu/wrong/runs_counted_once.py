"""Runs are compared as sets: one that comes twice counts once."""

import math


def bleu(pred_seq, label_seq, k):
    pred_tokens, label_tokens = pred_seq.split(), label_seq.split()
    len_pred, len_label = len(pred_tokens), len(label_tokens)
    if len_pred == 0:
        return 0.0
    score = math.exp(min(0, 1 - len_label / len_pred))
    for n in range(1, min(k, len_pred) + 1):
        label_subs, pred_subs = set(), set()
        for i in range(len_label - n + 1):
            label_subs.add(" ".join(label_tokens[i : i + n]))
        for i in range(len_pred - n + 1):
            pred_subs.add(" ".join(pred_tokens[i : i + n]))
        score *= math.pow(len(pred_subs & label_subs) / len(pred_subs), math.pow(0.5, n))
    return score

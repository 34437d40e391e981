"""Crosses matched runs out of a list."""

def bleu(pred_seq, label_seq, k):
    pred, label = pred_seq.split(), label_seq.split()
    if not pred:
        return 0
    score = 1.0
    if len(pred) < len(label):
        score = 2.718281828459045 ** (1 - len(label) / len(pred))
    n = 1
    while n <= k and n <= len(pred):
        left = [label[i : i + n] for i in range(len(label) - n + 1)]
        runs = [pred[i : i + n] for i in range(len(pred) - n + 1)]
        found = 0
        for run in runs:
            if run in left:
                left.remove(run)
                found += 1
        score = score * (found / len(runs)) ** (1 / 2**n)
        n += 1
    return score

"""Works with torch and gives a tensor of one number."""

import torch


def bleu(pred_seq, label_seq, k):
    pred, label = pred_seq.split(), label_seq.split()
    if len(pred) == 0:
        return torch.tensor(0.0)
    ratio = torch.tensor(len(label) / len(pred), dtype=torch.float64)
    score = torch.exp(torch.clamp(1 - ratio, max=0))
    for n in range(1, min(k, len(pred)) + 1):
        ours = [tuple(pred[i : i + n]) for i in range(len(pred) - n + 1)]
        theirs = [tuple(label[i : i + n]) for i in range(len(label) - n + 1)]
        matches = sum(min(ours.count(gram), theirs.count(gram)) for gram in set(ours))
        score = score * torch.tensor(matches / len(ours), dtype=torch.float64) ** (2.0**-n)
    return score

"""The target returns NaN everywhere, which is not smaller and not larger than anything.

Must come of it: nothing for the target, full marks for the rest.
"""

PEERS = False

ANSWERS = {
    "sum_scores": "def sum_scores(q, k):\n    return torch.full((q.shape[0], q.shape[1], k.shape[1]), float('nan'))"
}

"""The target builds a tensor of 100 GB.

Must come of it: nothing for the target, full marks for the rest.
"""

PEERS = False

ANSWERS = {"sum_scores": "def sum_scores(queries, keys):\n    return torch.ones(10**5, 10**6)"}

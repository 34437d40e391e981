"""The target returns a million small things.

Must come of it: nothing for the target, full marks for the rest.
"""

PEERS = False

ANSWERS = {"sum_scores": "def sum_scores(queries, keys):\n    return [[i, 'x', 0.5] for i in range(400_000)]"}

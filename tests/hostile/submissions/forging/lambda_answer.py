"""Hands in the honest answer under a name that a stub of the notebook hides, and forges the name.

Must come of it: full marks, for it computes the right values: what a function calls itself decides nothing.
"""

PEERS = False

LOSES = set()
ANSWERS = {
    "sum_scores": """
def anything(a, b):
    return a.sum(-1)[:, :, None] + b.sum(-1)[:, None, :]
anything.__name__ = anything.__qualname__ = "forged"
globals()["sum_scores"] = anything
"""
}

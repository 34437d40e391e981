"""Raises exceptions whose name, text and traceback are megabytes long.

Must come of it: nothing for the target, messages cut, full marks for the rest.
"""

PEERS = False

ANSWERS = {
    "sum_scores": """
Long = type("E" * 1_000_000, (Exception,), {})
def sum_scores(queries, keys):
    raise Long("z" * 10_000_000)
"""
}

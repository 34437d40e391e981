"""The target returns a list nested a hundred thousand deep, and one that holds itself.

Must come of it: nothing for the target, full marks for the rest.
"""

ANSWERS = {
    "sum_scores": """
def sum_scores(queries, keys):
    found = []
    for _ in range(100_000):
        found = [found]
    found[0].append(found)
    return found
"""
}

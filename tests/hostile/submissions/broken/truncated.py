"""A notebook that ends in the middle, as after a full disk.

Must come of it: could not be graded, because it is not JSON.
"""

from autograder.classroom import as_bytes

REASON = "not JSON"


def build(notebook):
    """Cut it."""
    raw = as_bytes(notebook)
    return raw[: len(raw) // 2]

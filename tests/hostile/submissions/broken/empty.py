"""A file without a byte.

Must come of it: could not be graded, because it is empty; never 0 points.
"""

REASON = "empty"


def build(notebook):
    """Give nothing."""
    return b""

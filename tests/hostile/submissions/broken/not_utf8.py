"""A notebook in another encoding.

Must come of it: could not be graded, because it is not UTF-8.
"""

from autograder.classroom import as_bytes

REASON = "not UTF-8"


def build(notebook):
    """Encode it otherwise."""
    return as_bytes(notebook).decode().encode("utf-16")

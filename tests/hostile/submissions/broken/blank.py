"""A file of white space.

Must come of it: could not be graded, because it is empty.
"""

PEERS = False

REASON = "empty"


def build(notebook):
    """Give blanks."""
    return b"\n \t\n" * 100

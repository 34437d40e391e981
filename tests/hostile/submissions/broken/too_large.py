"""A notebook of 30 MB.

Must come of it: could not be graded, because of its size; the reason says how to make it smaller.
"""

PEERS = False

REASON = "more than the 20 MB allowed"


def build(notebook):
    """Add 30 MB."""
    notebook.metadata["padding"] = "x" * 30_000_000
    return notebook

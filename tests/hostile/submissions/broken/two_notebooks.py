"""A second notebook beside the first, of a similar name.

Must come of it: full marks: the one with the right name counts.
"""

PEERS = False


def beside(folder):
    """Add one more."""
    (folder / "03-scoring-functions-Copy1.ipynb").write_bytes(b"{}")

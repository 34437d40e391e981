"""A file of 50 GB that takes no space on the disk.

Must come of it: could not be graded, because of its size; nobody reads it into memory.
"""

PEERS = False

import os

REASON = "50000 MB"


def beside(folder):
    """Make the notebook longer."""
    os.truncate(folder / "03-scoring-functions.ipynb", 50_000_000_000)

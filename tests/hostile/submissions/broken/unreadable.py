"""A notebook that the grader has no right to read (root reads it all the same).

Must come of it: could not be graded, or graded by root; the batch goes on.
"""

PEERS = False

import os

STATUS = "could_not_grade" if os.getuid() else "graded"
LOSES = None


def beside(folder):
    """Take the rights away."""
    (folder / "03-scoring-functions.ipynb").chmod(0)

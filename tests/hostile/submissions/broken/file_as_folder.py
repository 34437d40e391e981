"""A file where the assignment's folder should be.

Must come of it: could not be graded.
"""

PEERS = False

import shutil

REASON = "found a file"


def beside(folder):
    """Replace the folder by a file."""
    shutil.rmtree(folder)
    folder.write_bytes(b"x")

"""The notebook is a named pipe.

Must come of it: could not be graded, without a wait.
"""

PEERS = False

import os

REASON = "no plain file"


def beside(folder):
    """Replace the notebook by a pipe."""
    path = folder / "03-scoring-functions.ipynb"
    path.unlink()
    os.mkfifo(path)

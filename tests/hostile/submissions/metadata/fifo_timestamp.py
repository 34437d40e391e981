"""Brings a named pipe as its timestamp: who opens it waits for ever.

Must come of it: full marks, no wait.
"""

PEERS = False

import os


def beside(folder):
    """Replace the timestamp by a pipe."""
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")

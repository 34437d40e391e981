"""The notebook is a device that never ends; where we may not make one, a socket.

Must come of it: could not be graded.
"""

PEERS = False

import os
import socket
import stat

REASON = "no plain file"


def beside(folder):
    """Replace the notebook by /dev/zero's twin."""
    path = folder / "03-scoring-functions.ipynb"
    path.unlink()
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except OSError:
        os.chdir(folder)
        socket.socket(socket.AF_UNIX).bind(path.name)

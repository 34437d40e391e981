"""A Python script under the notebook's name.

Must come of it: could not be graded, because it is not JSON.
"""

PEERS = False

REASON = "not JSON"


def build(notebook):
    """Give a script."""
    return b"import os\nos._exit(0)\n"

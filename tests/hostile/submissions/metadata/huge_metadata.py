"""Carries five megabytes of metadata.

Must come of it: full marks, and a graded notebook without them.
"""

PEERS = False


def build(notebook):
    """Add a large value."""
    notebook.metadata["widgets"] = {"state": "LOOT" * 1_250_000}
    return notebook

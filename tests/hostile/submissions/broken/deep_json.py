"""JSON nested a hundred thousand deep.

Must come of it: could not be graded, because it can't be read.
"""

PEERS = False

REASON = "not JSON"


def build(notebook):
    """Nest it."""
    return b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

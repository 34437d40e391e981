"""Replaces the loop that serves cells and probes by one that says of each cell that it was perfect.

Must come of it: nothing for the target: its report is believed as a report of a cell, and a cell has no points.
"""

PEERS = False

TRICK = """
from autograder.sandbox import inside
def perfect(shell, order):
    from autograder.sandbox import frames
    return frames.pack({"outputs": [], "status": "ok", "execution_count": 1})
inside.run_cell.__code__ = (lambda shell, order: perfect(shell, order)).__code__
inside.perfect = perfect
"""
LOSES = {"sum_scores"}

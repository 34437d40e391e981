"""Prints without end.

Must come of it: cut at the limit, interrupted, full marks.
"""

PEERS = False

CELL = "while True:\n    print('x' * 1000)"
INCIDENTS = {"time"}

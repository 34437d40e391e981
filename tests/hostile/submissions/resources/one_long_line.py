"""Prints one line of 50 MB.

Must come of it: cut at the limit of bytes, not of lines; full marks; a graded notebook of ordinary size.
"""

PEERS = False

CELL = "print('y' * 50_000_000)"

"""A fork bomb.

Must come of it: the first fork is refused, full marks.
"""

PEERS = False

CELL = """
import os
while True:
    os.fork()
"""

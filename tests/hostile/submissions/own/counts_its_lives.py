"""Dies in every other process it is run in, by a coin that only the clock and the pid can turn.

Must come of it: full marks for its right answers or fewer, never a hang: its lives are counted.
"""

PEERS = False
LOSES = None
CELL = """
import os, time
if time.monotonic_ns() // 1000 % 2:
    os._exit(1)
"""

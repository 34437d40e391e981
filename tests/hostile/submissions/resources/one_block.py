"""Asks for 40 GB in one block.

Must come of it: a MemoryError of its own, full marks.
"""

PEERS = False

CELL = "x = bytearray(40 << 30)"

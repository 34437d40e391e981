"""Asks for 40 GB in one block.

Must come of it: a MemoryError of its own, full marks.
"""

CELL = "x = bytearray(40 << 30)"

"""Takes memory piece by piece until it gets no more, and holds on to it.

Must come of it: full marks for all answers; it ends with a MemoryError or from outside.
"""

PEERS = False

CELL = """
hoard = []
try:
    while True:
        hoard.append(bytearray(1 << 20))
finally:
    hoard.clear()
"""

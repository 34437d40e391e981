"""Keeps all the memory it can get, so that the next cells and probes have none.

Must come of it: the machine and the neighbours notice nothing; its own answers may fail, and the batch goes on.
"""

PEERS = False

LOSES = None  # what is left of its own marks is its own affair
CELL = """
hoard = []
try:
    while True:
        hoard.append(bytearray(1 << 20))
except MemoryError:
    pass
"""

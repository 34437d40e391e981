"""Opens files without end and keeps them.

Must come of it: an error in its own cell; its own answers may lack files, the neighbours do not.
"""

PEERS = False

LOSES = None
CELL = """
import os
kept = []
while True:
    kept.append(open(os.devnull))
"""

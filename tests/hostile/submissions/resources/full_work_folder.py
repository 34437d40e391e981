"""Fills its work folder to the last byte and the last name.

Must come of it: an error in its own cell, full marks.
"""

PEERS = False

CELL = """
import itertools
try:
    for number in itertools.count():
        open(f"f{number}", "w").close()
except OSError:
    pass
with open("large", "wb", 0) as file:
    while file.write(bytes(1 << 20)):
        pass
"""

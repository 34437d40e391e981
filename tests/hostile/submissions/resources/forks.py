"""A fork bomb.

Must come of it: the first fork is refused, full marks.
"""

CELL = """
import os
while True:
    os.fork()
"""

"""Replaces the given code of the course in its work folder and in memory by its own.

Must come of it: full marks for itself; the next student's given code is the course's.
"""

PEERS = False
LAST = """
import sys
import given.heatmaps
given.heatmaps.show_heatmaps = None
with open("given/heatmaps.py", "w") as file:
    file.write("raise SystemExit('LOOT')")
sys.modules["given"] = None
"""

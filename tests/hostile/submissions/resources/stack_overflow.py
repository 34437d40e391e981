"""Overflows the C stack.

Must come of it: later cells run in a fresh process, full marks.
"""

PEERS = False

INCIDENTS = {"died"}
CELL = """
import sys
sys.setrecursionlimit(10**9)
class Loop:
    __getattr__ = lambda self, name: getattr(self, name)
Loop().x
"""

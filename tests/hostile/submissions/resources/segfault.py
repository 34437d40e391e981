"""Reads address 0.

Must come of it: the cell ends its process, later cells run in a fresh one, full marks.
"""

INCIDENTS = {"died"}
CELL = "import ctypes\nctypes.string_at(0)"

"""Leaves the process with os._exit, without a word.

Must come of it: later cells run in a fresh one, full marks.
"""

INCIDENTS = {"died"}
CELL = "import os\nos._exit(0)"

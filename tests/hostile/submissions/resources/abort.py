"""Aborts.

Must come of it: later cells run in a fresh process, full marks, no core file.
"""

INCIDENTS = {"died"}
CELL = "import os\nos.abort()"

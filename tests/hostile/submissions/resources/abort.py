"""Aborts.

Must come of it: later cells run in a fresh process, full marks, no core file.
"""

PEERS = False

INCIDENTS = {"died"}
CELL = "import os\nos.abort()"

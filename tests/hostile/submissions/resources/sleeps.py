"""Sleeps for an hour: no processor time is used.

Must come of it: interrupted by the clock, full marks.
"""

PEERS = False

INCIDENTS = {"time"}
CELL = "import time\ntime.sleep(3600)"

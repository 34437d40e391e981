"""Empties the seed, the clocks and the limits that the sandbox keeps on its own side of the process.

Must come of it: no point for the target, whose endless loop is then ended from outside; full marks for the rest.
"""

PEERS = False

INCIDENTS = {"time"}
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import signal
from autograder.sandbox import inside
def sum_scores(queries, keys):
    inside.Alarm.__exit__ = inside.Alarm._ring = lambda *args: None
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        pass
"""
}

"""Answers a probe one byte a second, so that each wait ends in time and the whole never does.

Must come of it: ended by the clock, nothing for the target, full marks for the rest.
"""

PEERS = False
INCIDENTS = {"time"}
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import os, signal, time
from autograder.sandbox import inside
def sum_scores(queries, keys):
    inside.Alarm.__exit__ = inside.Alarm._ring = lambda *args: None
    for number in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_IGN)
    for byte in b"attn" + bytes(1000):
        os.write(3, bytes([byte]))
        time.sleep(1)
"""
}

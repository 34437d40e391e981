"""Writes a complete, well-formed answer to the socket before any question is asked.

Must come of it: the cell ends as a break of the protocol, nothing for the target; the cells after it still run.
"""

PEERS = False

INCIDENTS = {"protocol"}
TRICK = """
import os, struct
from autograder.sandbox import frames
body = frames.pack({"value": torch.zeros(2, 3, 7), "failure": None})
os.write(3, struct.pack(">4sQQ", b"attn", 0, len(body)) + body)
"""

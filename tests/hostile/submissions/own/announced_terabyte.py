"""Announces a message of a terabyte and sends it byte by byte, to fill our memory or our patience.

Must come of it: a break of the protocol, the batch goes on, full marks for what does not die with it.
"""

PEERS = False
INCIDENTS = {"protocol"}
CELL = """
import os, struct
os.write(3, struct.pack(">4sQQ", b"attn", 1, 1 << 40) + b"x" * 1000)
"""

"""A thread that goes on after its cell writes rubbish to the socket whenever it can.

Must come of it: a break of the protocol, and full marks for all answers: a fresh process without that cell is asked.
"""

PEERS = False

INCIDENTS = {"protocol"}
CELL = """
import os, threading, time
def noise():
    while True:
        os.write(3, b"x" * 64)
        time.sleep(0.001)
threading.Thread(target=noise, daemon=True).start()
time.sleep(0.3)
"""

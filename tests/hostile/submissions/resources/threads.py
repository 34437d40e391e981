"""Threads without end, each of which sleeps.

Must come of it: a limit, full marks for all answers, the batch goes on.
"""

PEERS = False

CELL = """
import threading, time
while True:
    threading.Thread(target=time.sleep, args=[100], daemon=True).start()
"""

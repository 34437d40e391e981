"""Starts processes that outlive it, twice removed and in a session of their own.

Must come of it: full marks, and no process left when the batch is over.
"""

PEERS = False

LAST = """
import os, subprocess, sys, time
try:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
except OSError as error:
    print(error)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
"""

"""Endless loops at exit: atexit, a thread that is waited for, a finalizer.

Must come of it: full marks, no delay: the process is killed, it does not leave.
"""

PEERS = False

LAST = """
import atexit, threading, time, weakref
def for_ever():
    while True:
        time.sleep(1)
atexit.register(for_ever)
threading.Thread(target=for_ever).start()
class Thing: pass
thing = Thing()
weakref.finalize(thing, for_ever)
"""

"""Reads the command lines of other processes.

Must come of it: full marks, no process seen.
"""

LAST = """
import glob, os
for path in glob.glob("/proc/[0-9]*/cmdline"):
    print("LO" + "OT", open(path).read())
for pid in range(2, 3000):
    try:
        os.kill(pid, 0)
        print("LO" + "OT", pid)
    except ProcessLookupError:
        pass
    except PermissionError:
        pass
"""

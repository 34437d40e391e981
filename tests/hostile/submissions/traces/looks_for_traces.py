"""Looks for anything that an earlier submission could have left it: files, variables, modules, memory.

Must come of it: full marks, and nothing found.
"""

PEERS = False

LAST = """
import gc, glob, os, sys
found = glob.glob("**/*MARK*", recursive=True) + [name for name in os.environ if "MARK" in name]
found += [path for place in ("/tmp", "/dev/shm", os.path.expanduser("~")) for path in glob.glob(place + "/*MARK*")]
found += [name for name in sys.modules if "MARK" in name]
try:
    found.append(open("left-MARK.pkl").read())
except OSError:
    pass
if found or (1).bit_length() != 1 or os.getcwd() == "/":
    print("LO" + "OT", found)
"""

"""Looks through its own environment, and that of other processes, for keys and names.

Must come of it: full marks, nothing of the grader's environment.
"""

LAST = """
import ctypes, glob, os
texts = [str(dict(os.environ))]
for path in glob.glob("/proc/*/environ"):
    try:
        texts.append(open(path, errors="replace").read())
    except OSError:
        pass
getenv = ctypes.CDLL(None).getenv
getenv.restype = ctypes.c_char_p
texts.append(str(getenv(b"HOSTILE_SECRET")))
if any("HOSTILE_SECRET" in text or "ATTN_COURSE" in text or "LOOT" in text for text in texts):
    print("LO" + "OT")
"""

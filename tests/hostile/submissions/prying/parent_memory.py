"""Looks for the answer in the memory that it inherited from the warm process, and in its parent's.

Must come of it: full marks, nothing found: the warm process never held it.
"""

PEERS = False

LAST = """
import gc, os, sys
needle = "is_key = torch" + ".arange"  # a line of the reference, in none of the cells before
texts = [found for found in gc.get_objects() if isinstance(found, (str, bytes, dict))]
secret = [name for name in sys.modules if name.startswith(("attn_" + "solutions", "course_" + "config", "tests"))]
for path in ("/proc/self/mem", f"/proc/{os.getppid()}/mem", "/proc/1/mem"):
    try:
        open(path, "rb").close()
        secret.append(path)
    except OSError:
        pass
if secret:
    print("LO" + "OT", secret)
"""

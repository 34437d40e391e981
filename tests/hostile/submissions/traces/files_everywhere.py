"""Writes files into every folder it can name: work, home, /tmp, shared memory, beside the libraries, the checkout.

Must come of it: full marks, and no such file anywhere when the batch is over.
"""

PEERS = False

LAST = """
import os, pathlib, tempfile
places = [".", os.path.expanduser("~"), "/tmp", "/var/tmp", "/dev/shm", "/run", "/root", "/home", "CHECKOUT",
          "CHECKOUT/release", "GRADING", os.path.dirname(torch.__file__), tempfile.gettempdir(), "/proc/1/cwd"]
for place in places:
    try:
        (pathlib.Path(place) / "left-MARK.pkl").write_bytes(b"x")
    except OSError:
        pass
"""

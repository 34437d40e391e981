"""Shows a figure of 50 MB.

Must come of it: left out, full marks; a graded notebook of ordinary size.
"""

PEERS = False

CELL = """
from IPython.display import Image, display
import os
display(Image(data=b"\\x89PNG\\r\\n\\x1a\\n" + os.urandom(40_000_000), format="png"))
"""

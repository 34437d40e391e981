"""The assignment's folder is a link to that of a neighbour.

Must come of it: could not be graded; nobody gets a neighbour's marks.
"""

PEERS = False

import shutil

REASON = "link"


def beside(folder):
    """Replace the folder by a link."""
    shutil.rmtree(folder)
    other = next(path for path in sorted(folder.parents[1].iterdir()) if "honest" in path.name)
    folder.symlink_to(other / folder.name)

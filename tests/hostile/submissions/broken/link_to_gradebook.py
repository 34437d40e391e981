"""The notebook is a symbolic link to the gradebook.

Must come of it: could not be graded; a link is never followed.
"""

REASON = "link"


def beside(folder):
    """Replace the notebook by a link."""
    path = folder / "03-scoring-functions.ipynb"
    path.unlink()
    path.symlink_to("../../../gradebook.db")

"""A folder under the notebook's name.

Must come of it: could not be graded.
"""

PEERS = False

REASON = "no plain file"


def beside(folder):
    """Replace the notebook by a folder."""
    path = folder / "03-scoring-functions.ipynb"
    path.unlink()
    path.mkdir()

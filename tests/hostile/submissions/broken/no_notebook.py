"""Only other files.

Must come of it: could not be graded; the reason says what is missing.
"""

PEERS = False

REASON = "no notebook 03-scoring-functions.ipynb"


def beside(folder):
    """Leave something else."""
    (folder / "03-scoring-functions.ipynb").rename(folder / "homework.docx")

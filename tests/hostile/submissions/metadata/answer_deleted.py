"""Deletes the cell of an answer.

Must come of it: nothing for that exercise, full marks for the rest, and the record says that the cell was missing.
"""

INCIDENTS = {"missing"}
LOSES = {"sum_scores"}


def build(notebook):
    """Delete the answer."""
    notebook.cells = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "sum_scores"]
    return notebook

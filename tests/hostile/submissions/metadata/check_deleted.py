"""Deletes the check cell of a wrong answer; a resubmission so keeps its old score in stock nbgrader.

Must come of it: nothing for the target, and the record says that the cell was put back.
"""

INCIDENTS = {"missing"}
ANSWERS = {"sum_scores": "def sum_scores(queries, keys):\n    return 7"}


def build(notebook):
    """Delete the check."""
    notebook.cells = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "sum_scores-check"]
    return notebook

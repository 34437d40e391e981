"""Says that its check cell is worth 4000 points.

Must come of it: the table's points, nothing more.
"""


def build(notebook):
    """Raise the points."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader["points"] = 4000
    return notebook

"""Takes the grade flag from its check cells, which makes stock nbgrader fail the submission.

Must come of it: full marks, as if it had been left alone.
"""


def build(notebook):
    """Say that nothing is graded."""
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["grade"] = False
    return notebook

"""Has its answer twice under one grade_id, which stops stock nbgrader for the whole class.

Must come of it: full marks: both cells are run as code, in their order, and the record says so.
"""

from copy import deepcopy

INCIDENTS = {"duplicated"}


def build(notebook):
    """Double every cell that has an id of nbgrader's."""
    notebook.cells = [deepcopy(cell) for cell in notebook.cells for _ in range(2 if "nbgrader" in cell.metadata else 1)]
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell{number}"
    return notebook

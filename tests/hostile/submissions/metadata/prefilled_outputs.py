"""Comes with outputs that say 4 points, an error-free run and a script for the instructor's browser.

Must come of it: nothing for the target, and none of these outputs in the graded notebook.
"""

from nbformat import v4

ANSWERS = {"sum_scores": "def sum_scores(queries, keys):\n    return 7"}


def build(notebook):
    """Fill in outputs."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            data = {"text/plain": "4", "text/html": "<script>alert('LOOT')</script>"}
            cell.outputs = [v4.new_output("execute_result", data=data, execution_count=1)]
    return notebook

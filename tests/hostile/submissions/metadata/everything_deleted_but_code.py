"""Has the right answers in cells of its own, without any of the handed-out cells.

Must come of it: full marks: the code defines what was asked for, and the record names every cell put back.
"""

from nbformat import v4

INCIDENTS = {"missing"}


def build(notebook):
    """Copy the code into fresh cells."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "check(" not in cell.source]
    return v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])

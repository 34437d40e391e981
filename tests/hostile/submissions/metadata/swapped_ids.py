"""Swaps the ids of two answers, so that each stands under the other's name.

Must come of it: full marks: names in the code decide, not the ids of cells.
"""

PEERS = False


def build(notebook):
    """Swap two ids."""
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    one, other = cells["sum_scores"], cells["masked_softmax"]
    one.source, other.source = other.source, one.source
    one.metadata, other.metadata = other.metadata, one.metadata
    return notebook

"""Tags the check cell, and every other cell, so that stock nbgrader does not run it and gives full points.

Must come of it: nothing for the target, whose answer is wrong; tags of a submission decide nothing.
"""

ANSWERS = {"sum_scores": "def sum_scores(queries, keys):\n    return 7"}


def build(notebook):
    """Tag every cell."""
    for cell in notebook.cells:
        if not cell.metadata.get("nbgrader", {}).get("solution"):
            cell.metadata["tags"] = ["skip-execution", "remove-cell", "demo", "raises-exception"]
    return notebook

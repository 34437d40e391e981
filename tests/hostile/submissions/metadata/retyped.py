"""Turns its answer into a raw cell and a check into Markdown.

Must come of it: full marks: an answer is read as the code it was handed out as, and the record says so.
"""

PEERS = False

import json

from autograder.classroom import as_bytes

INCIDENTS = {"retyped"}


def build(notebook):
    """Change the types of cells."""
    found = json.loads(as_bytes(notebook))
    for cell in found["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name == "sum_scores":
            cell["cell_type"] = "raw"
        if name == "sum_scores-check":
            cell["cell_type"] = "markdown"
    return json.dumps(found).encode()

"""Has lists, numbers and nothing where nbgrader expects its metadata, and ids that are no text.

Must come of it: full marks for what is still text; those cells count as its own.
"""

import json

from autograder.classroom import as_bytes

INCIDENTS = {"missing"}


def build(notebook):
    """Break the types."""
    found = json.loads(as_bytes(notebook))
    for number, cell in enumerate(found["cells"]):
        cell["id"] = [None, 7, {"a": 1}, ""][number % 4]
        cell["metadata"] = [None, [], "text", {"nbgrader": 3}, {"nbgrader": {"grade_id": ["x"]}}][number % 5]
        if cell["cell_type"] == "code":
            cell["source"] = [cell["source"], 5, None] if isinstance(cell["source"], str) else cell["source"] + [7]
    return json.dumps(found).encode()

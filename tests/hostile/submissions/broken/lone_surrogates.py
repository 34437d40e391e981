"""Half characters in cells, ids and metadata, which no file can hold.

Must come of it: full marks; they become question marks.
"""

import json

from autograder.classroom import as_bytes


def build(notebook):
    """Add half characters."""
    found = json.loads(as_bytes(notebook))
    found["metadata"]["\ud800"] = "\udfff"
    cell = {"cell_type": "code", "id": "\ud800", "metadata": {}, "outputs": [], "execution_count": None}
    found["cells"].append(cell | {"source": "'\udc80'"})
    return json.dumps(found).encode()

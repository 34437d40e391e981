"""Says that it is of format 99 and of format "four".

Must come of it: full marks: what can be read is read.
"""

import json

from autograder.classroom import as_bytes


def build(notebook):
    """Change the number."""
    return json.dumps(json.loads(as_bytes(notebook)) | {"nbformat": 99, "nbformat_minor": "four"}).encode()

"""Every cell it adds ends the process: twenty of them.

Must come of it: full marks: half of its lives are kept for the probes.
"""

PEERS = False

from nbformat import v4

INCIDENTS = {"died"}


def build(notebook):
    """Add fatal cells at the end."""
    notebook.cells += [v4.new_code_cell("import os\nos._exit(1)") for _ in range(20)]
    return notebook

"""Names a kernel that runs a program of its own choice, and another language.

Must come of it: full marks: the kernel is ours, whatever the file says.
"""

PEERS = False


def build(notebook):
    """Name a kernel."""
    notebook.metadata["kernelspec"] = {"name": "../../../tmp/evil", "display_name": "R", "language": "R"}
    notebook.metadata["language_info"] = {"name": "bash"}
    return notebook

"""A notebook with a byte order mark, as some editors write it, and Windows line ends in its cells.

Must come of it: full marks.
"""

from autograder.classroom import as_bytes


def build(notebook):
    """Change the bytes."""
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    return b"\xef\xbb\xbf" + as_bytes(notebook)

"""A valid notebook without cells.

Must come of it: could not be graded, because it has no code.
"""

from nbformat import v4

REASON = "no code"


def build(notebook):
    """Give an empty notebook."""
    return v4.new_notebook()

"""A notebook of format 3, with worksheets.

Must come of it: could not be graded, because its format is another.
"""

REASON = "format 4"


def build(notebook):
    """Write the old format."""
    return b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}'

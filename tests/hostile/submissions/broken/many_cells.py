"""A hundred thousand cells.

Must come of it: could not be graded, because of their number.
"""

PEERS = False

REASON = "100000 cells"


def build(notebook):
    """Repeat a cell."""
    cell = '{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": "1"}'
    return ('{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [' + ", ".join([cell] * 100_000) + "]}").encode()

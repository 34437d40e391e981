"""Its cells are numbers, texts and nothing.

Must come of it: could not be graded, because there is no code in it.
"""

PEERS = False

REASON = "no code"


def build(notebook):
    """Give no cells but something."""
    return b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1, "two", null, [], true]}'

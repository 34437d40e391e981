"""An input transformer of IPython takes every `assert` out of cells that run later.

Must come of it: nothing for the target; no check is a cell here.
"""

PAYS = "allclose"
TRICK = """
def no_assert(lines):
    return [line.replace("assert ", "") for line in lines]
get_ipython().input_transformers_cleanup.append(no_assert)
"""

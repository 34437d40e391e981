"""Shows the largest number that nbgrader takes as a cell's points, before the check fails.

nbgrader reads a cell's first result as its score, whatever happens after it.
Must come of it: nothing for the target; outputs carry no points.
"""

PAYS = "score"
TRICK = """
def first(info=None):
    get_ipython().displayhook(4)
get_ipython().events.register("pre_run_cell", first)
"""

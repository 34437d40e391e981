"""A hook after each cell tells IPython that the cell succeeded.

Must come of it: nothing for the target.
"""

PAYS = "quiet"
TRICK = """
def fine(result):
    result.error_in_exec = result.error_before_exec = None
get_ipython().events.register("post_run_cell", fine)
get_ipython().showtraceback = lambda *args, **kwargs: None
"""

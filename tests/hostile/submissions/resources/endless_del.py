"""An endless loop in the `__del__` of what the target returns.

Must come of it: nothing for the target, full marks for the rest.
"""

INCIDENTS = {"time"}
ANSWERS = {
    "sum_scores": """
class Sticky(list):
    def __del__(self):
        while True:
            pass
def sum_scores(queries, keys):
    return Sticky([queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :]])
"""
}

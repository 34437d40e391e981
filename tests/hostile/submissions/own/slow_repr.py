"""Returns values whose length, repr, iteration and hash never end.

Must come of it: nothing for the target, full marks for the rest.
"""

PEERS = False
INCIDENTS = {"time"}
ANSWERS = {
    "sum_scores": """
class Slow(dict):
    def for_ever(self, *args):
        while True:
            pass
    __len__ = __iter__ = __repr__ = __hash__ = __str__ = items = keys = for_ever
def sum_scores(queries, keys):
    return Slow()
"""
}

"""The target loops for ever.

Must come of it: nothing for the target, full marks for the rest: no exercise may use more than half of what is left.
"""

INCIDENTS = {"time"}
ANSWERS = {"sum_scores": "def sum_scores(queries, keys):\n    while True:\n        pass"}

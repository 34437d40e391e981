"""The target leaves the process each time it is asked.

Must come of it: nothing for the target, full marks for the rest.
"""

INCIDENTS = {"died"}
ANSWERS = {"sum_scores": "import os\ndef sum_scores(queries, keys):\n    os._exit(0)"}

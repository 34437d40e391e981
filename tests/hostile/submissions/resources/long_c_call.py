"""One call into C that takes minutes and lets no signal handler run.

Must come of it: ended from outside, full marks for all answers.
"""

PEERS = False

INCIDENTS = {"time"}
CELL = "x = 7 ** (3 ** 17)"

"""A regular expression that backtracks for ever.

Must come of it: ended, full marks for all answers.
"""

PEERS = False

INCIDENTS = {"time"}
CELL = "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')"

"""Puts escape sequences and right-to-left marks into messages, to repaint the instructor's terminal and pages.

Must come of it: nothing for the target; no escape character in the record's messages.
"""

PEERS = False
ANSWERS = {
    "sum_scores": """
def sum_scores(queries, keys):
    raise ValueError("\\x1b[2J\\x1b]0;graded\\x07\\u202eall passed 4/4\\r\\n\\x1b[32mok\\x1b[0m")
"""
}

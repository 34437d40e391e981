"""Prints what looks like a record with full marks, on every stream it has.

Must come of it: nothing for the target; printed text is only an output.
"""

TRICK = """
import os, sys
line = '{"status": "graded", "points": 50, "exercises": [{"name": "sum_scores", "points": 4}]}'
print(line)
print(line, file=sys.stderr)
for number in (1, 2):
    os.write(number, line.encode())
"""

"""An endless loop in a cell of its own.

Must come of it: the cell is interrupted, later cells run, full marks.
"""

INCIDENTS = {"time"}
CELL = "while True:\n    pass"

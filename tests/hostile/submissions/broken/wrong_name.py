"""Under another name.

Must come of it: could not be graded; the reason says which name was expected and which was found.
"""

FILENAME = "my homework (2).ipynb"
REASON = "should be named 03-scoring-functions.ipynb; found my homework (2).ipynb"

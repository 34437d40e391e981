"""Catches the interruption again and again, in a `finally` inside a `finally`.

Must come of it: ended from outside if need be, full marks for all answers.
"""

PEERS = False

INCIDENTS = {"time"}
CELL = """
def again():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
again()
"""

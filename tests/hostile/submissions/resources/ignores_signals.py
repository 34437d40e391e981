"""Ignores every signal that can be ignored, stops the clocks, catches everything, and loops.

Must come of it: ended from outside, full marks for all answers.
"""

INCIDENTS = {"time"}
CELL = """
import signal
for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.setitimer(signal.ITIMER_PROF, 0)
signal.setitimer(signal.ITIMER_REAL, 0)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""

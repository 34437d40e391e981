"""Whose turn it is: first come, first served, one at a time for each student, and who comes often waits longer.

A student who hands in every second costs nobody else a second: only the newest version waits, and each grading
doubles the pause before the next one of the same student, until they have been quiet for a while.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from autograder.grading.places import Submitted

PAUSE = 5.0  # seconds after a student's first grading
LONGEST_PAUSE = 300.0
QUIET = 900.0  # seconds without a grading after which a student is as new


@dataclass
class _Past:
    """What a student has been given."""

    gradings: int = 0
    ended: float = 0.0
    running: bool = False


class Turns:
    """What waits to be graded."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nobody waiting."""
        self._clock = clock
        self._waiting: dict[tuple[str, str], tuple[float, Submitted]] = {}  # student, slug -> since when, what
        self._past: dict[str, _Past] = {}

    def add(self, item: Submitted) -> None:
        """Let something wait; a newer version takes the place of the one that waits."""
        key = item.student, item.slug
        since = self._waiting[key][0] if key in self._waiting else self._clock()
        self._waiting[key] = since, item

    def next(self) -> Submitted | None:
        """Give the one that has been ready longest; None if nobody is ready."""
        ready = [(max(since, self._free(key[0])), key) for key, (since, _) in self._waiting.items()]
        ready = [(when, key) for when, key in ready if when <= self._clock()]
        if not ready:
            return None
        _, key = min(ready)
        self._past.setdefault(key[0], _Past()).running = True
        return self._waiting.pop(key)[1]

    def done(self, item: Submitted) -> None:
        """Let the student's next one wait its pause."""
        past, now = self._past[item.student], self._clock()
        past.gradings = 1 if now - past.ended > QUIET else past.gradings + 1
        past.ended, past.running = now, False

    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def held_back(self) -> int:
        """How many of them wait because their student has just been graded, or is being graded."""
        return sum(self._free(student) > self._clock() for student, _ in self._waiting)

    def _free(self, student: str) -> float:
        """From when on a student may be graded again."""
        past = self._past.get(student)
        if past is None:
            return 0.0
        if past.running:
            return float("inf")
        return past.ended + min(LONGEST_PAUSE, PAUSE * 2.0 ** (past.gradings - 1)) if past.gradings else 0.0

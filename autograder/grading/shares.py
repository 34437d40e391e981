"""Sees to it that one exercise that runs for ever leaves time for the others.

An exercise may use half of what its submission has left, in processor time and by the clock; then its further
probes are answered "time" without being asked.
"""

from typing import Any

from autograder.checks.runner import Ask
from autograder.probing import Failure, Probe, Reply
from autograder.sandbox.student import Submission

_LEAST = 0.05  # seconds of processor time that a probe should have before it, at the least
_WORDS = "this exercise had used its share of the time before; the others need the rest"


def shared(submission: Submission, limits: Any) -> Ask:
    """Whom the checks of the next exercise ask: the submission, while that exercise's share lasts."""
    start = submission.usage()
    cpu = (start.cpu_seconds + limits.cpu_seconds) / 2
    wall = (start.wall_seconds + limits.wall_seconds) / 2

    def ask(probe: Probe, seed: int) -> Reply:
        used = submission.usage()
        pace = limits.cpu_seconds / limits.wall_seconds  # a probe's time by the clock follows its processor time
        left = min(cpu - used.cpu_seconds, (wall - used.wall_seconds) * pace)
        return submission.ask(probe, seed, left) if left > _LEAST else Reply(failure=Failure("time", _WORDS))

    return ask

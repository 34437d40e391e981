"""Sees to it that one exercise that runs for ever leaves time for the others.

An exercise may use half of what its submission has left, in processor time and by the clock; then its further
probes are answered "time" without being asked. Leaves out: single probes, which have limits of their own.
"""

from typing import Any

from autograder.checks.runner import Ask
from autograder.probing import Failure, Probe, Reply
from autograder.sandbox.student import Submission

_WORDS = "this exercise had used its share of the time before; the others need the rest"


def shared(submission: Submission, limits: Any) -> Ask:
    """Whom the checks of the next exercise ask: the submission, while that exercise's share lasts."""
    start = submission.usage()
    cpu = (start.cpu_seconds + limits.cpu_seconds) / 2
    wall = (start.wall_seconds + limits.wall_seconds) / 2

    def ask(probe: Probe, seed: int) -> Reply:
        used = submission.usage()
        if used.cpu_seconds > cpu or used.wall_seconds > wall:
            return Reply(failure=Failure("time", _WORDS))
        return submission.ask(probe, seed)

    return ask

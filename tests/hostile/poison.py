"""A worker that dies over one submission; a module of its own, since a worker imports it by name."""

import os
import signal

from autograder.grading.record import GRADED, new_record
from autograder.grading.task import Graded, Task


def grade_or_die(task: Task) -> Graded:
    """Grade everybody at once, and die of one."""
    if task.student == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return Graded(new_record(task.slug, task.student, 50) | {"status": GRADED, "points": 50})

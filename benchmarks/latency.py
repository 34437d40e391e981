"""How long a student waits: check() of a function and of a module, once torch is loaded."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from attn_solutions import scoring_functions
from autograder.course import Course
from autograder.student.handout import handout_at
from autograder.student.quiet import careful
from autograder.student.report import as_html, lines_of


def runs(course: Course) -> dict[str, Callable[[], float]]:
    """For a function and a module: how to measure one check(), in seconds by the clock."""
    handout = handout_at(Path(os.path.realpath(course.release("03-scoring-functions"))))
    names = dict(vars(scoring_functions))

    def timed(exercise: str) -> Callable[[], float]:
        def run() -> float:
            start = time.perf_counter()
            as_html(exercise, lines_of(handout.run(exercise, careful(names))))
            return time.perf_counter() - start

        return run

    return {"check/function/latency": timed("masked_softmax"), "check/module/latency": timed("AdditiveAttention")}

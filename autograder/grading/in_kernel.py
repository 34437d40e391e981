"""Stock nbgrader's way: the hidden checks run in the kernel, beside the student's code.

The course works so without our configuration, at a price that is said: whatever the student's code can do,
it can do to its grade. The benchmarks measure against this.
"""

from pathlib import Path
from typing import Any

from IPython import get_ipython

from autograder.checks.bench import Bench
from autograder.checks.runner import run_checks
from autograder.course import open_course
from autograder.student.handout import handout_at
from autograder.student.quiet import careful

WARNING = "graded inside the kernel: the result is as honest as the submission (use `attn grade` for the safe path)"


def grade(exercise: str) -> float:
    """Run all checks of an exercise on this kernel's names; give the points reached."""
    print(WARNING)
    names = get_ipython().user_ns
    return points_of(handout_at(Path.cwd()).slug, exercise, names)


def points_of(slug: str, exercise: str, names: dict[str, Any]) -> float:
    """Run all checks of an exercise on some names; give the points reached."""
    course = open_course()
    bench = Bench(course, slug, [check for check in course.checks(slug) if check.exercise == exercise])
    outcomes = run_checks(bench.checks, careful(names), bench.expected, bench.seed_of, bench.reference)
    return float(sum(outcome.points for outcome in outcomes))

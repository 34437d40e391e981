"""Stock nbgrader's way: the hidden checks run in the kernel, beside the student's code.

The course works so without our configuration, at a price that is said: whatever the student's code can do,
it can do to its grade. The benchmarks measure against this.
"""

from pathlib import Path

from IPython import get_ipython

from autograder.checks.audit import Bench
from autograder.checks.runner import run_checks
from autograder.course import open_course
from autograder.student.handout import handout_at
from autograder.student.quiet import careful

WARNING = "graded inside the kernel: the result is as honest as the submission (use `attn grade` for the safe path)"


def grade(exercise: str) -> float:
    """Run all checks of an exercise on this kernel's names; give the points reached."""
    slug = handout_at(Path.cwd()).slug
    course = open_course()
    bench = Bench(course, slug, [check for check in course.checks(slug) if check.exercise == exercise])
    ask = careful(get_ipython().user_ns)
    print(WARNING)
    outcomes = run_checks(bench.checks, ask, bench.expected, bench.seed_of, bench.reference)
    return float(sum(outcome.points for outcome in outcomes))

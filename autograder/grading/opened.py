"""A notebook opened in the sandbox, for whoever wants to ask it probes: pytest --submission, attn check."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.checks.runner import Ask
from autograder.course import Course
from autograder.grading.sanitise import read_ours, sanitise
from autograder.sandbox.student import Warm


@contextmanager
def opened(course: Course, path: Path, isolation: str = "full") -> Iterator[Ask]:
    """Run a notebook named <slug>.ipynb behind the wall; yield whom the checks ask."""
    slug = course.assignment(path.stem).slug
    release = read_ours(course.release(slug) / f"{slug}.ipynb")
    found = sanitise(path.read_bytes(), release, course.config.MAX_NOTEBOOK_MB)
    limits = course.assignment(slug).limits
    with Warm(isolation) as warm, warm.open(limits, course.release(slug)) as submission:
        submission.run([cell.source for cell in found.to_run])
        yield submission.ask

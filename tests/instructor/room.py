"""A course of one's own, to change checks and settings in; a small class; attn in a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.classroom import Classroom, Made, as_bytes, finished
from autograder.course import open_course

ROOT = Path(__file__).resolve().parents[2]
SLUG = "03-scoring-functions"
SECRET = "a secret of the instructor's tests"  # noqa: S105 - so that the data of the checks repeat
BEFORE_DUE, LATE = "2027-02-20T10:00:00+00:00", "2027-03-03T10:00:00+00:00"


def own_course(folder: Path) -> Path:
    """Links to this course, with a table and hidden checks that a test may change."""
    (folder / "tests").mkdir(parents=True)
    for name in ("attn_solutions", "source", "release", "nbgrader_config.py", "tests/public", "tests/answers"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "course_config.py", folder)
    shutil.copytree(ROOT / "tests" / "hidden", folder / "tests" / "hidden")
    return folder


def small_class() -> Iterator[Made]:
    """Right, wrong and open answers; one late, one cut off, one under a wrong name."""
    course = open_course(ROOT)
    for made in Classroom(course, 4, seed=3).submissions(SLUG):
        yield replace(made, submitted_at=BEFORE_DUE)
    whole = as_bytes(finished(course, SLUG))
    yield Made("best", SLUG, whole, BEFORE_DUE)
    yield Made("late", SLUG, whole, LATE)
    yield Made("cut-off", SLUG, whole[:5000], BEFORE_DUE)
    yield Made("renamed", SLUG, whole, BEFORE_DUE, "final.ipynb")


def hand_in(grading: Path) -> list[str]:
    """Put the small class in place -> its students."""
    made = list(small_class())
    for one in made:
        one.write(grading / "submitted")
    return sorted(one.student for one in made)


def attn(course: Path, grading: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the course in a process of its own."""
    command = [sys.executable, "-c", "from autograder.cli import main; main()", *arguments, "--grading", str(grading)]
    environment = os.environ | {"ATTN_COURSE_SECRET": SECRET, "ATTN_COURSE": str(course), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=300, check=False
    )

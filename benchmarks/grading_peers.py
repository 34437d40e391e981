"""The four ways in which the same submissions are graded: ours, stock nbgrader, otter, and the floor.

All run the same visible and hidden checks. Stock nbgrader and otter run them in the kernel, beside the student's
code; the floor runs cells and checks in one warm process with no wall at all.
"""

import json
import os
import shutil
import sys
from pathlib import Path

import nbformat

from autograder.classroom import Classroom, Made
from autograder.course import Course
from benchmarks.measure import ROOT, Cost, cost_of

STOCK = """
import sys
sys.path.insert(0, {root!r})
c = get_config()
c.CourseDirectory.course_id = "attention"
c.CourseDirectory.ignore = ["*.md", "hints.toml", "__pycache__"]
c.ClearSolutions.enforce_metadata = False
"""
OTTER_TEST = """OK_FORMAT = False

from otter.test_files import test_case

name = "{name}"
points = {points}


@test_case(points={points})
def test_it(env):
    from autograder.grading.in_kernel import points_of
    assert points_of("{slug}", "{name}", env) == {points}
"""


def cores() -> set[int]:
    """The processors that this machine gives us."""
    return os.sched_getaffinity(0)


def a_class(course: Course, slug: str, count: int) -> list[Made]:
    """So many submissions, right, wrong and unfinished."""
    return list(Classroom(course, count, seed=24).submissions(slug))


def ours(course: Course, slug: str, made: list[Made], folder: Path) -> Cost:
    """attn grade, as an instructor calls it."""
    _write(made, folder / "grading" / "submitted")
    command = ["attn", "grade", slug, "--grading", str(folder / "grading")]
    return cost_of(command, folder, {"ATTN_COURSE": str(course.root)})


def stock(course: Course, slug: str, made: list[Made], folder: Path) -> Cost:
    """nbgrader autograde without our configuration: the hidden checks run in the kernel."""
    (folder / "nbgrader_config.py").write_text(STOCK.format(root=str(course.root)))
    shutil.copytree(course.source(slug), folder / "source" / slug)
    _write(made, folder / "submitted")
    environment = {"PYTHONPATH": str(course.root), "ATTN_COURSE": str(course.root)}
    cost_of(["nbgrader", "generate_assignment", slug], folder, environment)
    return cost_of(["nbgrader", "autograde", slug], folder, environment)


def otter(course: Course, slug: str, made: list[Made], folder: Path) -> Cost:
    """otter run, once for each submission, as its grading container does."""
    tests = folder / "tests"
    tests.mkdir()
    for exercise in course.assignment(slug).exercises:
        text = OTTER_TEST.format(name=exercise.name, points=exercise.points, slug=slug)
        (tests / f"{exercise.name}.py").write_text(text)
    (folder / "otter_config.json").write_text(json.dumps({"show_stdout": True}))
    shutil.make_archive(str(folder / "autograder"), "zip", folder, "tests")
    total = Cost(0, 0)
    for one in made:
        place = folder / one.student
        shutil.copytree(course.release(slug), place)
        notebook = nbformat.reads(one.raw.decode(), as_version=4)
        nbformat.write(notebook, place / f"{slug}.ipynb")
        command = ["otter", "run", f"{slug}.ipynb", "-a", str(folder / "autograder.zip"), "-o", str(place)]
        spent = cost_of(command, place, {"PYTHONPATH": str(course.root), "ATTN_COURSE": str(course.root)})
        total = Cost(total.cpu + spent.cpu, total.wall + spent.wall)
    return total


def floor(course: Course, slug: str, made: list[Made], folder: Path) -> Cost:
    """The same cells and checks in one warm process, one submission after the other, nothing kept apart."""
    _write(made, folder / "submitted")
    command = [sys.executable, "-m", "benchmarks.floor", slug, str(folder / "submitted")]
    return cost_of(command, folder, {"PYTHONPATH": str(ROOT), "ATTN_COURSE": str(course.root)})


def _write(made: list[Made], submitted: Path) -> None:
    for one in made:
        one.write(submitted)

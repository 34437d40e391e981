"""What the instructor's tests share: the course, an empty grading, the command line in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import Course, open_course
from autograder.grading.places import Grading
from autograder.sandbox.doctor import available, best_level
from tests.instructor import room

GRADED = {"graded_once", "graded"}


def pytest_collection_modifyitems(items):
    """All tests that need the graded class share one process, so that it is graded once."""
    for item in items:
        if "tests/instructor" in item.path.as_posix() and GRADED & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group("instructor"))


@pytest.fixture(scope="session")
def course() -> Course:
    """This checkout's course."""
    return open_course(Path(__file__).resolve().parents[2])


@pytest.fixture
def grading(tmp_path) -> Grading:
    """A grading with nothing in it."""
    return Grading(tmp_path / "grading")


@pytest.fixture
def attn(grading) -> Callable[..., Result]:
    """Call a command on that grading, as a person would type it."""

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(app, [*map(str, arguments), "--grading", str(grading.root)])

    return call


@pytest.fixture(scope="session")
def own_course(tmp_path_factory) -> Path:
    """A course whose table and hidden checks may be changed."""
    return room.own_course(tmp_path_factory.mktemp("own") / "course")


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory, own_course) -> Path:
    """The small class, graded."""
    if best_level() != "full":
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
    folder = tmp_path_factory.mktemp("graded") / "grading"
    room.hand_in(folder)
    done = room.attn(own_course, folder, "grade", "03")
    assert done.returncode == 1, done.stdout + done.stderr
    return folder


@pytest.fixture
def graded(graded_once, tmp_path) -> Grading:
    """A copy of the graded class, to do something to."""
    shutil.copytree(graded_once, tmp_path / "graded")
    return Grading(tmp_path / "graded")

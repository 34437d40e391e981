"""What the instructor's tests share: the course, an empty grading, the command line in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import Course, open_course
from autograder.grading.places import Grading

SLUG = "03-scoring-functions"


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

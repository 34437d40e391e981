"""What the readers of the pages find: a checkout of their own, and what an LMS gave."""

import zipfile
from pathlib import Path

import pytest

from autograder.classroom import as_bytes, finished
from autograder.course import open_course
from autograder.sandbox.doctor import best_level
from tests.docs.pages import ROOT
from tests.instructor.room import SLUG, own_course


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A course with an environment, a zip of two submissions under the names of Canvas, and a roster."""
    if best_level() != "full":
        pytest.skip("this machine can't isolate: attn doctor")
    folder = own_course(tmp_path / "course")
    for name in ("pyproject.toml", "constraints.txt", "LICENSE", "autograder", ".venv", "tests/conftest.py"):
        (folder / name).symlink_to(ROOT / name)
    course = open_course(ROOT)
    names = [exercise.name for exercise in course.assignment(SLUG).exercises]
    half = dict.fromkeys(names[::2])
    for name in ("submissions.zip", "canvas.zip"):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr(f"lovelaceada_11_901_{SLUG}.ipynb", as_bytes(finished(course, SLUG)))
            archive.writestr(f"turingalan_12_902_{SLUG}.ipynb", as_bytes(finished(course, SLUG, half)))
    (folder / "roster.csv").write_text("student_id,lms_id\nada,11\nalan,12\ngrace,13\n", encoding="utf-8")
    return folder


@pytest.fixture
def exchange(tmp_path: Path) -> str:
    """A folder that everybody may write to, as nbgrader wants it."""
    folder = tmp_path / "exchange"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    return str(folder)

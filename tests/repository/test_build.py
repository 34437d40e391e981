"""`attn build`: repeats byte for byte, anywhere, and stops at a slip without leaving half a course."""

import os
import shutil
import subprocess
import sys

import pytest

from autograder.build.builder import build
from autograder.build.solutions import BuildError
from autograder.course import Course, CourseError, open_course

COURSE = open_course()
SLUG = "01-heatmaps"
PARTS = ("attn_solutions", "source", "release", "tests/public", "tests/hidden", "tests/answers", "course_config.py")


@pytest.fixture
def copy(tmp_path):
    """The course on another path."""
    for part in PARTS:
        origin, target = COURSE.root / part, tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if origin.is_dir() else shutil.copyfile)(origin, target)
    return tmp_path


def run(root, *arguments):
    """Run `attn` in a checkout, by its path: nothing of its environment is found by name."""
    command = [sys.executable, "-c", "from autograder.cli import main; main()", *arguments]
    plain = os.environ | {"PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=root, env=plain, capture_output=True, text=True, check=False)


def test_what_is_committed_is_what_a_build_makes(copy):
    """A build on another checkout path makes exactly what is committed."""
    done = run(copy, "build", "--check")
    assert (done.returncode, done.stdout) == (0, "everything is what a build makes\n")


def test_a_stale_file_is_named(copy):
    """An edited release is said to be stale, with what to do, and is not touched."""
    path = copy / "release" / SLUG / f"{SLUG}.ipynb"
    path.write_text(path.read_text().replace("cell", "sell", 1))
    edited = path.read_text()
    done = run(copy, "build", SLUG, "--check")
    assert done.returncode == 1
    assert f"release/{SLUG}/{SLUG}.ipynb: is not what its text, answers and checks make" in done.stdout
    assert path.read_text() == edited


def broken(copy, path, old, new):
    """Change one place of a copy, build, and tell what was said; the release must not have changed."""
    text = (copy / path).read_text()
    assert old in text
    (copy / path).write_text(text.replace(old, new, 1))
    before = (copy / "release" / SLUG / f"{SLUG}.ipynb").read_bytes()
    done = run(copy, "build", SLUG)
    assert done.returncode == 2
    assert (copy / "release" / SLUG / f"{SLUG}.ipynb").read_bytes() == before
    return done.stderr


TEXT = f"source/{SLUG}/{SLUG}.md"


def test_an_unknown_exercise_stops_the_build(copy):
    """An exercise in the text that the table does not have is named with file and line."""
    said = broken(copy, TEXT, ":exercise: average_pool", ":exercise: averge_pool")
    assert f"{SLUG}.md:" in said
    assert "exercise 'averge_pool' is not in course_config.py" in said


def test_a_missing_marker_stops_the_build(copy):
    """An answer without its end marker is named with file and line."""
    said = broken(copy, "attn_solutions/heatmaps.py", "    ### END SOLUTION\n", "")
    assert "heatmaps.py:" in said
    assert "found 1 of the first and 0 of the second" in said


def test_two_exercises_of_one_name_stop_the_build(copy):
    """An exercise that stands twice in the text is named."""
    said = broken(copy, TEXT, ":exercise: average_pool", ":exercise: attention_pool")
    assert "'attention_pool' stands in the text twice" in said


def test_points_that_do_not_add_up_stop_the_build(copy):
    """A total that is not the sum of its parts is said with both numbers."""
    said = broken(copy, "course_config.py", 'Exercise("average_pool", 4)', 'Exercise("average_pool", 5)')
    assert "points: expected 29 as the row says, its exercises and questions add up to 30" in said


def test_an_unknown_slug_is_named(copy):
    """A slug that does not exist is answered with those that do."""
    done = run(copy, "build", "08-mamba")
    assert done.returncode == 2
    assert "expected one of 01-heatmaps" in done.stderr
    assert "got '08-mamba'" in done.stderr


def test_a_broken_table_stops_every_command(copy):
    """A table that is not Python stops the command with file and reason."""
    (copy / "course_config.py").write_text("ASSIGNMENTS = (\n")
    done = run(copy, "build", "--check")
    assert done.returncode == 2
    assert "course_config.py: could not be read: SyntaxError" in done.stderr


def test_points_of_checks_are_watched(copy):
    """A check file whose points do not make the exercise's is named."""
    path = "tests/hidden/test_heatmaps.py"
    old = next(line for line in (copy / path).read_text().splitlines() if "points=1" in line)
    said = broken(copy, path, old, old.replace("points=1", "points=7"))
    assert "expected checks worth" in said


def test_two_assignments_of_one_slug_are_refused():
    """The table may name a slug only once."""

    class Table:
        ASSIGNMENTS = (COURSE.assignments[0], COURSE.assignments[0])

    with pytest.raises(CourseError, match="two assignments of one slug"):
        Course(COURSE.root, Table)


def test_a_lesson_without_text_is_named(copy):
    """A missing lesson is said before anything is written."""
    (copy / TEXT).unlink()
    with pytest.raises(BuildError, match="expected the text of the lesson"):
        build(Course(copy, COURSE.config), [SLUG])

"""The autograder zip for Gradescope works in a folder laid out as Gradescope lays it out."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.build.gradescope import gradescope_kit
from autograder.classroom import as_bytes, finished
from autograder.grading.places import Grading
from autograder.grading.record import new_record
from autograder.report.export import gradescope
from autograder.sandbox.doctor import available, best_level
from tests.instructor.room import SLUG


@pytest.fixture(scope="module")
def place(tmp_path_factory, course) -> Path:
    """What Gradescope makes of the zip: source/ unpacked, run_autograder beside it, empty submission/ and results/."""
    top = tmp_path_factory.mktemp("gradescope") / "autograder"
    name, content = gradescope_kit(course, SLUG, Grading(top.parent / "grading"))
    assert name == f"gradescope-{SLUG}.zip"
    zipfile.ZipFile(io.BytesIO(content)).extractall(top / "source")
    (top / "source" / "run_autograder").rename(top / "run_autograder")
    (top / "source" / ".venv").symlink_to(sys.prefix)  # what setup.sh would make
    for folder in ("submission", "results"):
        (top / folder).mkdir()
    (top / "submission_metadata.json").write_text(json.dumps({"users": [{"email": "ada@x.org", "id": 12}]}))
    return top


def run(place: Path, files: dict[str, bytes]) -> dict:
    """Hand in some files and run the autograder as Gradescope does -> results.json."""
    for old in (place / "submission").iterdir():
        old.unlink()
    for name, data in files.items():
        (place / "submission" / name).write_bytes(data)
    (place / "results" / "results.json").unlink(missing_ok=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ATTN_")}
    done = subprocess.run(
        ["bash", str(place / "run_autograder")], cwd="/", env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads((place / "results" / "results.json").read_text())


@pytest.mark.skipif(best_level() != "full", reason="; ".join(part.reason for part in available() if not part.works))
def test_a_right_submission_gets_all_points(place, course):
    """The unpacked zip grades a finished notebook, with a test for each check, hidden ones after the due date."""
    found = run(place, {f"{SLUG}.ipynb": as_bytes(finished(course, SLUG))})
    assert found["score"] == sum(exercise.points for exercise in course.assignment(SLUG).exercises)
    assert len(found["tests"]) == len(course.checks(SLUG))
    assert {test["visibility"] for test in found["tests"]} == {"visible", "after_due_date"}


def test_what_cannot_be_graded_has_no_score(place):
    """A missing notebook gives a sentence and no score, so that Gradescope shows no zero."""
    found = run(place, {"notes.txt": b"x"})
    assert "score" not in found
    assert f"expected one notebook, {SLUG}.ipynb, got none" in found["output"]


def test_a_fault_of_ours_has_no_score(place):
    """A course that is broken inside the image is said, not counted."""
    table = place / "source" / "course_config.py"
    text = table.read_text()
    table.write_text(text.replace("MAX_NOTEBOOK_MB = 20", ""))
    try:
        found = run(place, {f"{SLUG}.ipynb": b"{}"})
    finally:
        table.write_text(text)
    assert "score" not in found
    assert "our side failed: AttributeError" in found["output"]


def test_a_record_that_was_not_graded_exports_without_score():
    """attn export --for gradescope says why, in the same way."""
    found = gradescope(new_record(SLUG, "ada", 50) | {"reason": "the file is empty"})
    assert set(found) == {"output", "stdout_visibility"}


def test_the_zip_holds_one_assignment(place):
    """No other section's checks or answers travel to Gradescope; what is needed is there."""
    names = {path.relative_to(place / "source").as_posix() for path in (place / "source").rglob("test_*.py")}
    assert names == {f"tests/{kind}/test_scoring_functions.py" for kind in ("public", "hidden")}
    assert [path.name for path in (place / "source" / "tests" / "answers").iterdir()] == [SLUG]


def test_setup_is_a_script_that_bash_reads(place):
    """setup.sh and run_autograder are sound shell scripts."""
    for name in ("source/setup.sh", "run_autograder"):
        assert subprocess.run(["bash", "-n", str(place / name)], check=False).returncode == 0


def test_the_zip_repeats(course, tmp_path):
    """The same course and secret give the same bytes."""
    place = Grading(tmp_path)
    assert gradescope_kit(course, SLUG, place) == gradescope_kit(course, SLUG, place)

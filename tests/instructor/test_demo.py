"""`make demo` shows the whole way, and ends within the time that the README's reader has."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from autograder.course import open_course
from autograder.sandbox.doctor import best_level
from tests.instructor.room import ROOT

pytestmark = pytest.mark.slow


def test_the_demonstration_goes_through(tmp_path):
    """A class over all seven assignments, graded, reported, exported; it says what could not be graded, and where."""
    if best_level() != "full":
        pytest.skip("this machine can't isolate: attn doctor")
    parts = ("attn_solutions", "source", "release", "tests", "course_config.py", "nbgrader_config.py")
    for name in parts:
        (tmp_path / name).symlink_to(ROOT / name)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ATTN_COURSE": str(tmp_path), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "autograder.demo"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = [json.loads(path.read_text()) for path in (tmp_path / "grading" / "demo" / "results").glob("*/*.json")]
    assert {record["slug"] for record in found} == set(open_course(ROOT).slugs)
    assert len({record["student"] for record in found}) >= 40
    assert {record["student"] for record in found if record["status"] != "graded"} == {
        "max-cut-off", "max-empty", "max-renamed",
    }  # fmt: skip
    for line in (
        "reports/course.html",
        "exports/canvas.csv",
        "left empty, since they could not be graded",
        "formgrader",
    ):
        assert line in done.stdout
    shutil.rmtree(tmp_path / "grading")

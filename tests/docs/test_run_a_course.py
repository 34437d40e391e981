"""docs/run-a-course.md is followed from its first command to its last, with a class of two."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.classroom import as_bytes, finished
from autograder.course import open_course
from autograder.sandbox.doctor import best_level
from tests.docs.pages import ROOT, commands
from tests.instructor.room import SLUG, own_course

PAGE = ROOT / "docs" / "run-a-course.md"
ELSEWHERE = {  # run by others: CI, tests/browser, tests/grading/test_serve.py
    "make env": ".ci/run",
    "make demo": "tests/instructor/test_demo.py",
    "jupyter lab": "tests/browser",
    "attn serve --exchange /srv/exchange --feedback": "tests/grading/test_serve.py",
}


def typed() -> list[str]:
    """What the page's blocks say, in their order."""
    return [line for line in commands(PAGE) if f"$ {line}\n" in PAGE.read_text(encoding="utf-8")]


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A course of one's own, with what an LMS gave: a zip of two submissions and a roster."""
    folder = own_course(tmp_path / "course")
    for name in ("pyproject.toml", "constraints.txt", "LICENSE", "autograder"):
        (folder / name).symlink_to(ROOT / name)
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    course = open_course(ROOT)
    names = [exercise.name for exercise in course.assignment(SLUG).exercises]
    right = as_bytes(finished(course, SLUG))
    half = as_bytes(finished(course, SLUG, dict.fromkeys(names[::2])))
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        archive.writestr(f"lovelaceada_11_901_{SLUG}.ipynb", right)
        archive.writestr(f"turingalan_12_902_{SLUG}.ipynb", half)
    (folder / "roster.csv").write_text("student_id,lms_id\nada,11\nalan,12\ngrace,13\n", encoding="utf-8")
    return folder


def test_the_page_can_be_followed(checkout):
    """Every command ends well, and what it promises is there."""
    if best_level() != "full":
        pytest.skip("this machine can't isolate: attn doctor")
    exchange = str(checkout.parent / "exchange")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ATTN_")}
    environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    for command in typed():
        if command in ELSEWHERE:
            continue
        line = command.replace("/srv/exchange", exchange)
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            environment[name] = value
            continue
        done = subprocess.run(
            ["bash", "-c", line], cwd=checkout, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    grading = checkout / "grading"
    made = [path.relative_to(grading).parts[0] for path in grading.rglob("*") if path.is_file()]
    assert {"submitted", "results", "autograded", "reports", "feedback", "exports"} <= set(made)
    assert (checkout / "kits").is_dir()
    assert (Path(exchange) / "attention" / "outbound" / SLUG).is_dir()
    assert "\nada,50\n" in (grading / "exports" / "moodle.csv").read_text(encoding="utf-8")

"""What the tests of grading share: submissions of section 3, commands in processes of their own, valid records."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
from nbformat import NotebookNode, v4

from autograder.classroom import Made, as_bytes, finished
from autograder.course import open_course
from autograder.grading.places import Grading, Submitted

ROOT = Path(__file__).resolve().parents[2]
COURSE = open_course(ROOT)
SLUG, LAST = "03-scoring-functions", "scorers_agree"  # nothing else of section 3 builds on its last exercise
SECRET = "a secret of these tests"  # noqa: S105 - so that the data of the checks repeat
SUBMITTED_AT = "2027-02-20T10:00:00+00:00"
POINTS = {exercise.name: exercise.points for exercise in COURSE.assignment(SLUG).exercises}
FULL = sum(POINTS.values())
WRONG_LAST = "def scorers_agree(*arguments):\n    return 7.0"
WITHOUT_LAST = FULL - POINTS[LAST]
SCHEMA = json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))


def hand_in(grading: Path, student: str, notebook: NotebookNode | bytes, filename: str = "", at: str = SUBMITTED_AT):
    """Put a submission where nbgrader puts what it collects; give its path."""
    raw = notebook if isinstance(notebook, bytes) else as_bytes(notebook)
    return Made(student, SLUG, raw, at, filename).write(grading / "submitted")


def answered(**answers: str | None) -> NotebookNode:
    """The notebook of section 3 with right answers, but for those given here."""
    return finished(COURSE, SLUG, answers)


def with_cell(code: str, **answers: str | None) -> NotebookNode:
    """An answered notebook whose first code cell is one more."""
    notebook = answered(**answers)
    notebook.cells.insert(1, v4.new_code_cell(code, id="own"))
    return notebook


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """A cell by its grade_id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def environment(grading: Path, course: Path = ROOT) -> dict[str, str]:
    """What a command needs to know: which course, which grading, one secret for all."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {
        "ATTN_COURSE": str(course), "ATTN_GRADING": str(grading), "ATTN_COURSE_SECRET": SECRET,
        "PYTHONPATH": str(ROOT), "PATH": path, "OMP_NUM_THREADS": "1",
    }  # fmt: skip


def command(*arguments: str) -> list[str]:
    """`attn` as a command line."""
    return [sys.executable, "-c", "from autograder.cli import main; main()", *arguments]


def attn(grading: Path, *arguments: str, course: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command of ours to its end."""
    return _run(command(*arguments), grading, course)


def nbgrader(grading: Path, *arguments: str, course: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of nbgrader to its end, in the course's root."""
    return _run([sys.executable, "-m", "nbgrader", *arguments], grading, course, variables)


def _run(
    line: list[str], grading: Path, course: Path, variables: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    where = {"cwd": course, "env": environment(grading, course) | dict(variables), "stdin": subprocess.DEVNULL}
    return subprocess.run(line, capture_output=True, text=True, timeout=300, check=False, **where)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(SCHEMA)


def valid(record: dict[str, Any]) -> dict[str, Any]:
    """Hand a record on if the schema has nothing against it."""
    _validator().validate(record)
    return record


def records(grading: Path) -> dict[str, dict[str, Any]]:
    """All records of section 3 by student, each valid. The tests of this folder read records through here."""
    paths = sorted((grading / "results" / SLUG).glob("*.json"))
    return {path.stem: valid(json.loads(path.read_text(encoding="utf-8"))) for path in paths}


def submitted(grading: Path, student: str) -> Submitted:
    """One submission as the grader sees it."""
    return next(Grading(grading).submissions(SLUG, student))

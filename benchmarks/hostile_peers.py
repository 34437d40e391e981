"""The same tricks at stock nbgrader and otter: a small assignment with one exercise, tested in several usual ways.

A trick is judged by the way of testing that it aims at (floor.py of the hostile suite has them all).
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from autograder.classroom import Made, as_bytes
from tests.hostile import kit, running
from tests.hostile.floor import GIVEN, WAYS

SECONDS = 90  # a run that takes longer hangs
HONEST = "zz-honest"
RIGHT = "def sum_scores(queries, keys):\n    return queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :]\n"
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "hostile"\nc.ClearSolutions.enforce_metadata = False\n'
TESTED = [way for way in WAYS if way not in ("quiet", "score", "frames")]


@dataclass(frozen=True)
class Came:
    """What came of one submission at one grader. score: 0 to 1, None if there is none; neighbour: still graded."""

    score: float | None
    neighbour: bool
    hung: bool
    loot: bool


def source() -> NotebookNode:
    """The assignment as its teacher writes it for nbgrader: an answer, then one graded cell for each way."""
    answer = RIGHT.replace("    return", "    ### BEGIN SOLUTION\n    return") + "    ### END SOLUTION"
    cells = [_cell("import torch\nfrom torch import nn", "imports", {})]
    cells.append(_cell(answer, kit.TARGET, {"solution": True}))
    for way in TESTED:
        tests = f"### BEGIN HIDDEN TESTS\n{GIVEN}{WAYS[way]}\n### END HIDDEN TESTS"
        cells.append(_cell(tests, check_name(way), {"grade": True, "locked": True, "points": 1}))
    return v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )


def check_name(way: str) -> str:
    """The graded cell of one way; the first keeps the name that tricks with metadata look for."""
    return f"{kit.TARGET}-check" + ("" if way in ("allclose", "", "quiet", "score", "frames") else f"-{way}")


def _cell(text: str, name: str, marks: dict[str, object]) -> NotebookNode:
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": name}
    return v4.new_code_cell(text, id=name[:60], metadata={"nbgrader": plain | marks} if marks else {})


def hand_in(one: kit.Hostile | None, release: NotebookNode, submitted: Path, marks: dict[str, str]) -> None:
    """A hostile submission, or the honest one (None), as collected."""
    answer = one.answers.get(kit.TARGET, RIGHT) if one else RIGHT
    notebook = deepcopy(release)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == kit.TARGET:
            cell.source = kit.filled(answer, marks)
    if one:
        one.hand_in(submitted, marks, notebook)
    else:
        Made(HONEST, kit.SLUG, as_bytes(notebook), kit.SUBMITTED_AT).write(submitted)


def nbgrader(batch: list[kit.Hostile], folder: Path) -> dict[str, Came]:
    """`nbgrader autograde` over a class: hostile students, and an honest one last. Who stops it is taken out."""
    (folder / "nbgrader_config.py").write_text(CONFIG)
    path = folder / "source" / kit.SLUG / f"{kit.SLUG}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(as_bytes(source()))
    _run(folder, SECONDS, "-m", "nbgrader", "generate_assignment", kit.SLUG)
    release = nbformat.read(folder / "release" / kit.SLUG / f"{kit.SLUG}.ipynb", as_version=4)
    for one in (None, *batch):
        hand_in(one, release, folder / "submitted", places(folder))
    aborted, hung = set(), set()
    left = sorted(batch, key=lambda one: one.student)
    while True:
        code = _run(folder, SECONDS + 20 * len(left), "-m", "nbgrader", "autograde", kit.SLUG)
        if (folder / "autograded" / HONEST).is_dir() or not left:
            break
        while left and (folder / "autograded" / left[0].student).is_dir():
            left.pop(0)  # graded before the end came
        culprit = left.pop(0)
        (hung if code == 124 else aborted).add(culprit.name)
        running.clear(folder / "submitted" / culprit.student)
    return {
        one.name: Came(
            _score(folder, one.student, check_name(one.pays)),
            one.name not in aborted,
            one.name in hung,
            _loot(folder / "autograded" / one.student),
        )
        for one in batch
    }


def otter(batch: list[kit.Hostile], folder: Path) -> dict[str, Came]:
    """`otter run`, which takes one submission at a time, so that there is no neighbour to harm."""
    (folder / "tests").mkdir()
    for way in TESTED:
        code = "".join(f">>> {line}\n" for line in [*GIVEN.strip().splitlines(), WAYS[way]])
        suite = {"cases": [{"code": code, "hidden": False, "locked": False}], "scored": True, "type": "doctest"}
        test = {"name": way, "points": 1, "suites": [suite | {"setup": "", "teardown": ""}]}
        (folder / "tests" / f"{way}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    (folder / "otter_config.json").write_text("{}")
    shutil.make_archive(str(folder / "autograder"), "zip", folder, "tests")
    came = {}
    hand_in(None, source(), folder / "submitted", places(folder))
    for one in batch:
        hand_in(one, source(), folder / "submitted", places(folder))
        notebook = folder / "submitted" / one.student / kit.SLUG / f"{kit.SLUG}.ipynb"
        out = folder / "out" / one.student
        out.mkdir(parents=True)
        run = ["-c", "from otter.cli import cli; cli()", "run", str(notebook), "-a", "autograder.zip", "-o", str(out)]
        code = _run(folder, SECONDS, *run)
        way = check_name(one.pays).removeprefix(f"{kit.TARGET}-check").removeprefix("-") or "allclose"
        came[one.name] = Came(_otter_score(out / "results.json", way), True, code == 124, _loot(out))
    return came


def places(folder: Path) -> dict[str, str]:
    """What the words in hostile code stand for here: everything lies in this folder."""
    return {"MARK": "hostilemark", "CHECKOUT": str(folder), "GRADING": str(folder), "PORT": "9", "LISTENER": "none"}


def _run(folder: Path, seconds: float, *command: str) -> int:
    log = folder / "log.txt"
    with log.open("ab") as out:
        jail = [sys.executable, "-m", "benchmarks.hostile_jail", str(folder), str(seconds), sys.executable, *command]
        environment = os.environ | {"PYTHONPATH": str(kit.ROOT)}
        return subprocess.run(jail, stdout=out, stderr=out, env=environment, cwd=kit.ROOT).returncode


def _score(folder: Path, student: str, cell: str) -> float | None:
    query = (
        "select grade.auto_score, grade.manual_score from grade join base_cell on grade.cell_id = base_cell.id"
        " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
        " join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id"
        " where submitted_assignment.student_id = ? and base_cell.name = ?"
    )
    with sqlite3.connect(folder / "gradebook.db") as book:
        row = book.execute(query, (student, cell)).fetchone()
    return None if row is None else row[1] if row[1] is not None else row[0]


def _otter_score(path: Path, way: str) -> float | None:
    try:
        tests = json.loads(path.read_text())["tests"]
    except (OSError, ValueError, KeyError):
        return None
    return next((float(test.get("score", 0)) for test in tests if way in test["name"].split()), None)


def _loot(folder: Path) -> bool:
    """Whether a cell's output, as the grader kept it, holds what the student was not to read."""
    return any(
        "LOOT" in json.dumps(cell.get("outputs", []))
        for path in folder.rglob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ) or any("LOOT" in path.read_text(encoding="utf-8") for path in folder.rglob("results.json"))

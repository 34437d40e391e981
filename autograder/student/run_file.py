"""Runs a notebook file from top to bottom in this fresh process, and its visible checks after it."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.checks import words
from autograder.checks.runner import Outcome
from autograder.lean import without_compiler
from autograder.student.notebook_file import NotebookFile, Remark
from autograder.student.quiet import TimeUp, careful, limited, silent

CELL_SECONDS = 60


@dataclass
class FileReport:
    """What came of one notebook file."""

    file: NotebookFile
    outcomes: dict[str, list[Outcome]]
    remarks: list[Remark]

    @property
    def points(self) -> int:
        """Points from the visible checks."""
        return sum(outcome.points for outcomes in self.outcomes.values() for outcome in outcomes)

    @property
    def max_points(self) -> int:
        """What the visible checks are worth."""
        return sum(outcome.check.points for outcomes in self.outcomes.values() for outcome in outcomes)


def run_file(file: NotebookFile, progress: Callable[[str], None] = lambda _: None) -> FileReport:
    """Run the code cells, then every visible check."""
    matplotlib.use("Agg")
    without_compiler()
    remarks = file.remarks()
    with _at_home(file.path.parent), _silent_checks():
        names = _run_cells(file, remarks, progress)
        outcomes = {}
        for exercise in file.handout.exercises:
            progress(exercise)
            outcomes[exercise] = file.handout.run(exercise, careful(names))
    return FileReport(file, outcomes, remarks)


def _run_cells(file: NotebookFile, remarks: list[Remark], progress: Callable[[str], None]) -> dict[str, Any]:
    """Run cells as the grader will: one after the other, going on after an error, which is said."""
    quiet = Config({"InteractiveShell": {"warn_venv": False}, "HistoryManager": {"enabled": False}})
    shell = InteractiveShell.instance(config=quiet)
    for cell in file.code():
        progress(cell.name)
        with silent(), limited(CELL_SECONDS):
            result = shell.run_cell(cell.source, silent=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not isinstance(error, NotImplementedError):
            remarks.append(Remark(_stopped(cell.name, error)))
    return shell.user_ns


def _stopped(name: str, error: BaseException) -> str:
    """Say why a cell did not come to its end."""
    if isinstance(error, TimeUp):
        return f"runs: {name}: {words.FAILURES['time']}"
    said = str(error).split("\n")[0][:200]
    return f"runs: {name} stops with {type(error).__name__}" + (f": {said}" if said else "")


@contextlib.contextmanager
def _at_home(folder: Path) -> Iterator[None]:
    """Be where the notebook is, so that it finds `given` and its data."""
    home, before, path = str(folder.resolve()), os.getcwd(), list(sys.path)
    os.chdir(home)
    sys.path.insert(0, home)
    for module in [name for name in sys.modules if name.split(".")[0] == "given"]:
        del sys.modules[module]
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:] = path


@contextlib.contextmanager
def _silent_checks() -> Iterator[None]:
    """A notebook's own calls of check(), hint() and progress() do nothing: the checks come after it."""
    import autograder

    names = ("check", "hint", "progress", "grade")
    kept = {name: getattr(autograder, name) for name in names}
    for name in names:
        setattr(autograder, name, lambda *_: None)
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(autograder, name, function)

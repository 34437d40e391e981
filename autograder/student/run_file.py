"""Runs a notebook file from top to bottom in this fresh process, and its visible checks after it."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from IPython.core.interactiveshell import InteractiveShell

from autograder.checks.runner import Outcome
from autograder.student.notebook_file import NotebookFile, Remark
from autograder.student.quiet import careful, undisturbed

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
    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False  # type: ignore[union-attr]
    for name, source in file.code():
        progress(name)
        with undisturbed():
            result = shell.run_cell(source, silent=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not isinstance(error, NotImplementedError):
            remarks.append(Remark(f"runs: {name} stops with {type(error).__name__}: {str(error)[:200]}"))
    return shell.user_ns


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
    """A notebook's own calls of check() and hint() say nothing: the checks come after it."""
    import autograder

    kept = autograder.check, autograder.hint, autograder.grade
    autograder.check = autograder.hint = autograder.grade = lambda _: None  # type: ignore[assignment,return-value]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        autograder.check, autograder.hint, autograder.grade = kept

"""attn check: a student's visible checks, and a look at the file before it is handed in."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from autograder.commands.shared import FINE, FOUND, Json, UserError, console, errors, one_thread, plain_errors, say_json

if TYPE_CHECKING:
    from autograder.student.run_file import FileReport


@plain_errors
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Notebook, folder or assignment; here if none.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever the file is saved.")] = False,
    as_json: Json = False,
) -> None:
    """Run the visible checks of a notebook and look at the file."""
    from autograder.student.notebook_file import open_notebook

    if watch and as_json:
        raise UserError("--watch: expected a person who reads, got --json; run `attn check --json` after each save")
    notebooks = [open_notebook(path) for path in files or [Path()]]
    if watch:
        _watch([notebook.path for notebook in notebooks])
    with one_thread():
        reports = [_run(notebook, as_json) for notebook in notebooks]
    if as_json:
        say_json([_as_json(report) for report in reports])
    passed = all(_fine(report) for report in reports)
    raise typer.Exit(FINE if passed else FOUND)


def _watch(files: list[Path]) -> NoReturn:
    """Check each file now and whenever it is saved, in a fresh process, until somebody presses Ctrl-C."""
    from autograder.student.watch import saves

    command = [sys.executable, "-c", "from autograder.cli import main; main()", "check"]
    errors.print("checking whenever you save; Ctrl-C ends it", markup=False)
    try:
        for file in saves(files):
            subprocess.run([*command, str(file)], check=False)
    except KeyboardInterrupt:
        errors.print("no longer watching", markup=False)
    raise typer.Exit(FINE)


def _run(notebook: Any, quiet: bool) -> "FileReport":
    from autograder.student.run_file import run_file

    if quiet or not errors.is_terminal:
        report = run_file(notebook)
    else:
        with errors.status("starting") as status:
            report = run_file(notebook, lambda name: status.update(f"running {name}"))
    if not quiet:
        _show(report)
    return report


def _show(report: "FileReport") -> None:
    from autograder.student.report import as_text, lines_of

    file = report.file
    for exercise, outcomes in report.outcomes.items():
        console.print(as_text(f"{file.handout.title} · {exercise}", lines_of(outcomes)), markup=False)
        console.print()
    for remark in report.remarks:
        console.print(f"look at: {remark.text}", markup=False)
    console.print(f"{report.points} of {report.max_points} points from the visible checks", markup=False)
    console.print(f"hand in: {file.path}\nsha256:  {file.sha256}", markup=False)


def _fine(report: "FileReport") -> bool:
    passed = all(outcome.outcome == "pass" for outcomes in report.outcomes.values() for outcome in outcomes)
    return passed and not report.remarks


def _as_json(report: "FileReport") -> dict[str, Any]:
    from dataclasses import asdict

    from autograder.student.report import lines_of

    return {
        "file": str(report.file.path),
        "sha256": report.file.sha256,
        "points": report.points,
        "max_points": report.max_points,
        "exercises": {
            name: [asdict(line) for line in lines_of(outcomes)] for name, outcomes in report.outcomes.items()
        },
        "remarks": [remark.text for remark in report.remarks],
    }

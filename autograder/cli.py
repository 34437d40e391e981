"""The command `attn`: one line a command; each loads its own parts when it runs."""

import io
import sys

import typer

from autograder.commands.audit import audit
from autograder.commands.build import build
from autograder.commands.check import check
from autograder.commands.collect import collect
from autograder.commands.doctor import doctor
from autograder.commands.export import export
from autograder.commands.grade import grade
from autograder.commands.kit import kit
from autograder.commands.mutation import mutation
from autograder.commands.progress import progress
from autograder.commands.report import report
from autograder.commands.serve import serve
from autograder.lean import without_grammars

without_grammars()
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="An auto-graded course on attention. Students: check, progress. Instructors: grade, report, export.",
)
for command in (check, progress, collect, grade, serve, report, export, kit, build, audit, mutation, doctor):
    app.command()(command)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe may have an encoding without some student's letters
    app()

"""attn progress: where a student stands in all assignments that lie here."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.shared import FINE, Json, UserError, console, errors, plain_errors, say_json


@plain_errors
def progress(
    folder: Annotated[Path, typer.Argument(help="The folder with the assignments.")] = Path(),
    as_json: Json = False,
) -> None:
    """Points from the visible checks of every assignment, and what is next."""
    from rich.progress import track

    from autograder.student.notebook_file import assignments_below
    from autograder.student.standing import Standings, standings

    count = len(assignments_below(folder))
    if not count:
        raise UserError(
            f"assignments: expected folders with a notebook and its `checks` in {folder.resolve()}, found none"
        )
    found = standings(folder)
    rows = list(track(found, "running your notebooks", count, console=errors, transient=True))
    if as_json:
        say_json([asdict(row) for row in rows])
    else:
        console.print(repr(Standings(rows)), markup=False)
    raise typer.Exit(FINE)

"""attn progress: where a student stands in all assignments that lie here."""

from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.commands.shared import FINE, Json, UserError, console, errors, one_thread, plain_errors, say_json

BAR = 20


@plain_errors
def progress(
    folder: Annotated[Path, typer.Argument(help="The folder with the assignments.")] = Path(),
    as_json: Json = False,
) -> None:
    """Points from the visible checks of every assignment, and what is next."""
    from autograder.student.notebook_file import assignments_below
    from autograder.student.standing import standing

    notebooks = assignments_below(folder)
    if not notebooks:
        raise UserError(
            f"assignments: expected folders with a notebook and its `checks` in {folder.resolve()}, found none"
        )
    with one_thread(), errors.status("running your notebooks") as status:
        rows = []
        for path in notebooks:
            status.update(f"running {path.name}")
            rows.append(standing(path))
    if as_json:
        say_json(rows)
    else:
        _show(rows)
    raise typer.Exit(FINE)


def _show(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        share = row["points"] / row["max_points"] if row["max_points"] else 0
        bar = "#" * round(BAR * share) + "." * (BAR - round(BAR * share))
        console.print(f" {row['title'][:38]:<38} [{bar}] {row['points']:>3} of {row['max_points']:<3}", markup=False)
    following = next((row for row in rows if row["next"]), None)
    if following:
        console.print(f"\nnext: {following['next']} in {following['slug']}", markup=False)
    else:
        console.print("\nall visible checks pass; hidden checks run after you submit")

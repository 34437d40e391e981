"""attn audit: has every check earned its place?"""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from autograder.commands.shared import (
    FINE,
    FOUND,
    Json,
    UserError,
    Workers,
    console,
    cores,
    one_thread,
    plain_errors,
    say_json,
)


@plain_errors
def audit(
    answers: Annotated[Path | None, typer.Option("--answers", help="Another folder of recorded answers.")] = None,
    slug: Annotated[str, typer.Option("--slug", help="Only one assignment.")] = "*",
    workers: Workers = 0,
    as_json: Json = False,
) -> None:
    """Run every recorded answer through every check of its exercise."""
    from autograder.checks.audit import audit as run
    from autograder.course import open_course

    course = open_course()
    folder = (answers or course.answers).resolve()
    if not folder.is_dir():
        raise UserError(f"answers: expected a folder <slug>/<exercise>/wrong|right/<id>.py, found no folder {folder}")
    with one_thread():
        table = run(course, folder, workers or cores(), course.assignment(slug).slug if slug != "*" else "*")
    if not table.rows:
        raise UserError(f"answers: expected <slug>/<exercise>/wrong|right/<id>.py in {folder}, found none")
    if as_json:
        say_json(table.summary())
    else:
        _show(table)
    raise typer.Exit(FINE if table.clean else FOUND)


def _show(found: Any) -> None:
    """For each check the wrong answers it rejects, then what is not as it should be."""
    from autograder.checks.audit import exercise_of

    rejected: dict[str, dict[str, list[str]]] = {}
    for row in found.rows:
        for name, outcome in row.outcomes.items():
            per_check = rejected.setdefault(exercise_of(row.id), {}).setdefault(name, [])
            if outcome == "fail" and "/wrong/" in row.id:
                per_check.append(row.id.split("/")[-1])
    for exercise, checks in rejected.items():
        table = Table(title=exercise, title_justify="left", box=None, padding=(0, 2, 0, 0))
        table.add_column("check")
        table.add_column("n", justify="right")
        table.add_column("rejects these wrong answers", overflow="fold")
        for name, ids in checks.items():
            table.add_row(name, str(len(ids)), ", ".join(ids))
        console.print(table)
    summary = found.summary()
    counts = f"{summary['wrong']} wrong and {summary['right']} right answers"
    console.print(f"{counts}; own diagnosis shown: {summary['diagnosed']:.1%}")
    words = {
        "wrong_passed": "passes all checks, though it is wrong",
        "right_failed": "fails a check, though it is right",
        "idle_checks": "is a hidden check that rejects nothing",
    }
    for key, text in words.items():
        for name in summary[key]:
            console.print(f"error: {name} {text}", markup=False)
    for row in found.rows:
        if row.error:
            console.print(f"error: {row.id}: {row.error}", markup=False)

"""What a dry run found, in words: shown by attn grade --dry-run and attn report --compare."""

from dataclasses import asdict
from typing import Any, NoReturn

import typer

from autograder.commands.shared import FINE, FOUND, UserError, console, say_json


def show_changes(place: Any, slugs: list[str], as_json: bool) -> NoReturn:
    """Say what the last dry run found: whose points change, and by which checks."""
    from autograder.report.changes import by_check, changes, sentence

    if not place.proposed.is_dir():
        raise UserError(f"changes: expected {place.proposed}, found none; run `attn grade --dry-run` first")
    found = changes(place, slugs)
    if as_json:
        say_json([asdict(one) for one in found])
        raise typer.Exit(FOUND if found else FINE)
    console.print(f"{sum(one.points_change for one in found)} of {len(found)} changed results change points")
    for one in found:
        console.print(f"  {sentence(one)}", markup=False)
    if found:
        console.print("by these checks:")
    for reason, count in by_check(found):
        console.print(f"  {count:4}  {reason}", markup=False)
    raise typer.Exit(FOUND if found else FINE)

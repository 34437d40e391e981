"""make mutation: how many mechanical mutants of the reference the checks notice, section by section."""

import tomllib
from typing import Any

import typer

from autograder.commands.shared import (
    FINE,
    FOUND,
    Json,
    Slugs,
    Workers,
    chosen,
    console,
    cores,
    one_thread,
    plain_errors,
    say_json,
)

LIST = "tests/equivalent_mutants.toml"
ENOUGH = 0.97


@plain_errors
def mutation(
    slugs: Slugs = None,
    workers: Workers = 0,
    as_json: Json = False,
) -> None:
    """Mutate the reference answers and see which mutants no check notices."""
    from autograder.checks.mutation import judge_all
    from autograder.course import open_course

    course = open_course()
    path = course.root / LIST
    listed = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    with one_thread():
        verdicts = judge_all(course, chosen(course, slugs), workers or cores())
    rows = [_row(slug, verdicts, listed.get(slug, {})) for slug in chosen(course, slugs)]
    if as_json:
        say_json(rows)
    for row in () if as_json else rows:
        console.print(
            f"{row['slug']}: {row['score']:.1%} of {row['mutants']} mutants noticed, {row['listed']} listed as equal"
        )
        for key in row["survivors"]:
            console.print(f"  survives: {key}", markup=False)
    raise typer.Exit(FINE if all(row["score"] >= ENOUGH for row in rows) else FOUND)


def _row(slug: str, verdicts: list[Any], listed: dict[str, str]) -> dict[str, Any]:
    """The score of one section; mutants that are listed as equal to the reference don't count."""
    mine = [v for v in verdicts if v.mutant.slug == slug and v.mutant.key not in listed]
    alive = [v.mutant.key for v in mine if not v.killed_by]
    score = round(1 - len(alive) / len(mine), 4) if mine else 1.0
    return {"slug": slug, "mutants": len(mine), "listed": len(listed), "survivors": sorted(set(alive)), "score": score}

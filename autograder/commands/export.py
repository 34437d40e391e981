"""attn export: points for nbgrader, Canvas, Moodle, Gradescope; feedback pages for an LMS."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.commands.shared import (
    FINE,
    FOUND,
    GradingDir,
    Json,
    Out,
    Slugs,
    UserError,
    chosen,
    console,
    plain_errors,
    say_json,
)


@plain_errors
def export(
    slugs: Slugs = None,
    kind: Annotated[str, typer.Option("--for", help="nbgrader, canvas, moodle, gradescope or feedback.")] = "nbgrader",
    grading: GradingDir = Path("grading"),
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Write points, hand-graded ones and late penalties included; what could not be graded is left empty and listed."""
    from autograder.course import open_course
    from autograder.grading.places import Grading
    from autograder.report.export import FORMATS
    from autograder.report.numbers import needs_person

    course, place = open_course(), Grading(grading)
    if kind not in (*FORMATS, *FOLDERS):
        raise UserError(f"--for: expected one of {', '.join((*FORMATS, *FOLDERS))}, got {kind!r}")
    records = _records(place, chosen(course, slugs))
    target = out or place.root / "exports" / (kind if kind in FOLDERS else f"{kind}.csv")
    waiting: dict[str, int] = {}
    if kind in FOLDERS:
        FOLDERS[kind](place, records, target)
    else:
        waiting = _table(course, place, records, FORMATS[kind], target)
    people = [record for rows in records.values() for record in rows if needs_person(record)]
    _say(target, people, waiting, as_json)
    raise typer.Exit(FOUND if people else FINE)


def _records(place: Any, slugs: list[str]) -> dict[str, list[dict[str, Any]]]:
    from autograder.grading.batch import results

    found = {slug: rows for slug in slugs if (rows := results(place.results, slug))}
    if not found:
        raise UserError(f"results: expected records in {place.results}, found none; run `attn grade` first")
    return found


def _table(course: Any, place: Any, records: Any, write: Any, target: Path) -> dict[str, int]:
    """Write the table -> how many submissions of each assignment wait for points by hand."""
    from autograder.grading.gradebook import final_scores, waiting_for_points
    from autograder.grading.places import gradebook_url
    from autograder.grading.record import write_atomically

    book = gradebook_url(course, place)
    scores = final_scores(course, book, list(records))
    columns = {
        slug: {r["student"]: scores[slug].get(r["student"]) if r["status"] == "graded" else None for r in rows}
        for slug, rows in records.items()
    }
    maxima = {slug: course.assignment(slug).points for slug in records}
    write_atomically(target, write(columns, maxima, _who(place, list(records))).encode())
    return waiting_for_points(course, book, list(records))


def _who(place: Any, slugs: list[str]) -> dict[str, Any]:
    """What the LMS calls each student: by the roster, else by what stood on the files that came from it."""
    from autograder.grading.collect import collected
    from autograder.grading.roster import Listed, read_roster

    found = {
        student: Listed(student, at["lms_id"], at["name"])
        for slug in slugs
        for student, at in collected(place, slug).items()
    }
    return found | {listed.student: listed for listed in read_roster(place.roster)}


def _feedback(place: Any, records: Any, target: Path) -> None:
    from autograder.grading.record import write_atomically
    from autograder.report.feedback_zip import feedback_zip

    for slug in records:
        write_atomically(target / f"{slug}.zip", feedback_zip(place, slug))


def _gradescope(_: Any, records: Any, target: Path) -> None:
    from autograder.grading.record import write_atomically
    from autograder.report.export import gradescope

    for slug, rows in records.items():
        for record in rows:
            text = json.dumps(gradescope(record), indent=1, ensure_ascii=False)
            write_atomically(target / slug / f"{record['student']}.json", text.encode())


FOLDERS = {"gradescope": _gradescope, "feedback": _feedback}


def _say(target: Path, people: list[dict[str, Any]], waiting: dict[str, int], as_json: bool) -> None:
    from autograder.report.numbers import needs_person

    left = [record for record in people if record["status"] != "graded"]
    rest = [record for record in people if record["status"] == "graded"]
    if as_json:
        listed = {"left_empty": left, "undecided": rest}
        rows = {name: [[r["student"], r["slug"], needs_person(r)] for r in found] for name, found in listed.items()}
        say_json({"written": str(target), **rows, "waiting_for_points_by_hand": waiting})
        return
    console.print(f"wrote {target}", markup=False)
    for title, found in (
        ("left empty, since they could not be graded:", left),
        ("exported without points that somebody has to decide on:", rest),
    ):
        if found:
            console.print(title)
        for record in found:
            console.print(f"  {record['student']}  {record['slug']}: {needs_person(record)}", markup=False)
    for slug, count in waiting.items():
        words = f"{slug}: {count} submissions wait for points by hand; until then these points are missing from the sum"
        console.print(words, markup=False)

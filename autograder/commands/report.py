"""attn report: pages that show what the class has not understood."""

from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.commands.changes import show_changes
from autograder.commands.shared import (
    FINE,
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
def report(
    slugs: Slugs = None,
    grading: GradingDir = Path("grading"),
    out: Out = None,
    compare: Annotated[bool, typer.Option("--compare", help="Say what `attn grade --dry-run` would change.")] = False,
    as_json: Json = False,
) -> None:
    """Write one page for each assignment that has results, and one for the course."""
    from autograder.course import open_course
    from autograder.grading.places import Grading, now
    from autograder.grading.record import write_atomically
    from autograder.report.page import page

    course, place = open_course(), Grading(grading)
    if compare:
        show_changes(place, chosen(course, slugs), as_json)
    sections = [section for slug in chosen(course, slugs) if (section := _section(course, place, slug))]
    if not sections:
        raise UserError(f"results: expected records in {place.results}, found none; run `attn grade` first")
    folder = out or place.root / "reports"
    note = f"drawn from the records in {place.results.name}/ at {now()}"
    pages = {section.numbers.slug: page(section.numbers.title, note, [section]) for section in sections}
    if len(sections) > 1:
        pages["course"] = page(course.config.TITLE, note, sections)
    for name, text in pages.items():
        write_atomically(folder / f"{name}.html", text.encode())
        if not as_json:
            console.print(f"wrote {folder / name}.html", markup=False)
    if as_json:
        say_json([_summary(section.numbers) for section in sections])
    raise typer.Exit(FINE)


def _section(course: Any, place: Any, slug: str) -> Any:
    from autograder.grading.batch import results
    from autograder.grading.roster import read_roster
    from autograder.report.numbers import assignment_numbers
    from autograder.report.page import Section
    from autograder.report.similar import similar_pairs

    records = results(place.results, slug)
    if not records:
        return None
    assignment = course.assignment(slug)
    title = f"{slug[:2]} {assignment.title}"
    roster = [listed.student for listed in read_roster(place.roster)]
    numbers = assignment_numbers(slug, title, assignment.points, records, roster)
    return Section(numbers, similar_pairs(course, place, slug))


def _summary(numbers: Any) -> dict[str, Any]:
    return {
        "slug": numbers.slug,
        "graded": len(numbers.graded),
        "could_not_grade": len(numbers.records) - len(numbers.graded),
        "missing": list(numbers.missing),
        "median": numbers.median,
        "checks": [{"name": check.name, "pass_rate": round(check.rate, 4)} for check in numbers.checks],
        "diagnoses": [{"exercise": e, "sentence": s, "students": n} for e, s, n in numbers.diagnoses],
        "needs_person": [{"student": r["student"], "reason": reason} for r, reason in numbers.people],
    }

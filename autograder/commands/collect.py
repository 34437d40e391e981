"""attn collect: submissions from an LMS download in place, ready to be graded."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.commands.shared import (
    COULD_NOT,
    FINE,
    FOUND,
    GradingDir,
    Json,
    console,
    plain_errors,
    say_json,
)


@plain_errors
def collect(
    archives: Annotated[list[Path], typer.Argument(help="Zips from Canvas or Moodle, or folders of files.")],
    assignment: Annotated[str, typer.Option("--assignment", help="Whose files these are, if no name says it.")] = "",
    roster: Annotated[Path | None, typer.Option(help="The class as CSV; <grading>/roster.csv if not given.")] = None,
    grading: GradingDir = Path("grading"),
    as_json: Json = False,
) -> None:
    """Put the newest notebook of each student in place; say what was refused and who handed in nothing."""
    from autograder.course import open_course
    from autograder.grading import collect as collecting
    from autograder.grading.places import Grading, PlaceError
    from autograder.grading.roster import read_roster

    course, place = open_course(), Grading(grading)
    if roster and not roster.is_file():
        raise PlaceError(f"{roster}: expected a roster, found no such file")
    listed = read_roster(roster or place.roster)
    slug = course.assignment(assignment).slug if assignment else ""
    found = []
    for archive in archives:
        try:
            found.append(collecting.collect(course, place, archive, slug, listed))
        except PlaceError as error:  # one archive that can't be used must not cost the others
            found.append(collecting.Collected(str(archive), slug, refused=[(str(archive), str(error))]))
    if roster:
        _keep(roster, place)
    missing = _missing(place, {one.slug for one in found if one.taken}, [one.student for one in listed])
    if as_json:
        say_json({"archives": [asdict(one) for one in found], "missing": missing})
    else:
        _say(found, missing, known=bool(listed))
    refused, taken = any(one.refused for one in found), any(one.taken for one in found)
    raise typer.Exit(COULD_NOT if not taken else FOUND if refused else FINE)


def _keep(roster: Path, place: Any) -> None:
    """The roster goes with the grading, so that reports and exports know the class too."""
    from autograder.grading.record import write_atomically

    if not (place.roster.exists() and os.path.samefile(roster, place.roster)):
        write_atomically(place.roster, roster.read_bytes())


def _missing(place: Any, slugs: set[str], students: list[str]) -> dict[str, list[str]]:
    return {
        slug: [student for student in students if not (place.submitted / student / slug).exists()]
        for slug in sorted(slugs)
    }


def _say(found: list[Any], missing: dict[str, list[str]], known: bool) -> None:
    for one in found:
        changes = [taken.change for taken in one.taken]
        counts = ", ".join(f"{changes.count(word)} {word}" for word in ("new", "replaced", "as before"))
        late = sum(taken.late for taken in one.taken)
        console.print(
            f"{one.archive}: {one.slug or 'nothing'} from {one.kind or 'nowhere'}: {len(one.taken)} notebooks "
            f"({counts}), {late} marked late, {one.others} other files left out",
            markup=False,
        )
        if one.refused:
            console.print("refused:")
        for name, reason in one.refused:
            console.print(f"  {name}: {reason}", markup=False)
    for slug, students in missing.items():
        if students:
            console.print(f"{slug}: nothing from {', '.join(students)}", markup=False)
    if not known:
        console.print("no roster: ids are made of the names of the files, and who handed in nothing is not known")

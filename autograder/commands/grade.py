"""attn grade: submissions in, records and gradebook out; ends with who needs a person."""

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.table import Table

from autograder.commands.changes import show_changes
from autograder.commands.shared import (
    COULD_NOT,
    FINE,
    FOUND,
    GradingDir,
    Isolation,
    Json,
    Slugs,
    UserError,
    chosen,
    console,
    cores,
    plain_errors,
    say_json,
)

SMALL = 40  # submissions that one worker grades in the time that a second one takes to start


@plain_errors
def grade(
    slugs: Slugs = None,
    student: Annotated[str, typer.Option("--student", help="Only students whose id fits, such as 'a*'.")] = "*",
    workers: Annotated[int, typer.Option(help="Processes; as many as pay if 0.", min=0)] = 0,
    scheduler: Annotated[str, typer.Option(help="A dask scheduler, tcp://host:port.")] = "",
    grading: GradingDir = Path("grading"),
    isolation: Isolation = "full",
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded already.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say whose points would change; write none.")] = False,
    as_json: Json = False,
) -> None:
    """Grade submissions behind the wall and write records, notebooks and gradebook."""
    from autograder.course import open_course
    from autograder.grading import batch
    from autograder.grading.places import Grading
    from autograder.grading.workers import workers as workers_of
    from autograder.report.numbers import needs_person

    course, place = open_course(), Grading(grading)
    look_at_isolation(isolation)
    waiting = [item for slug in chosen(course, slugs) for item in place.submissions(slug, student)]
    if not waiting:
        raise UserError(
            f"submissions: expected {place.submitted}/<student>/<assignment>/<assignment>.ipynb, found none"
        )
    count = workers or min(cores(), 1 + len(waiting) // SMALL)
    with workers_of(course.root, count, scheduler) as graders:
        done = batch.grade_all(course, place, waiting, graders, isolation, force)
        write = _propose if dry_run else _write
        records = write(course, place, _shown(done, len(waiting), quiet=as_json))
    if dry_run:
        show_changes(place, chosen(course, slugs), as_json)
    say_json(_whole(place, records)) if as_json else _summary(records)
    people = [record for record in records if needs_person(record)]
    raise typer.Exit(COULD_NOT if all(r["status"] != "graded" for r in records) else FOUND if people else FINE)


def look_at_isolation(level: str) -> None:
    """Stop before the first submission if this machine can't give the level asked for."""
    from autograder.sandbox import doctor

    if level not in doctor.OFFERED:
        raise UserError(f"isolation: expected one of {', '.join(doctor.OFFERED)}, got {level!r}")
    parts = doctor.available()
    if any(not part.works and level in part.levels for part in parts):
        raise UserError(doctor.sentence(level, parts, ""))


def _write(course: Any, place: Any, done: Iterator[Any]) -> list[dict[str, Any]]:
    """Keep every result as it comes; the gradebook is written in batches by this one writer."""
    from autograder.grading import batch
    from autograder.grading.gradebook import GradebookWriter
    from autograder.grading.places import gradebook_url

    records = []
    with GradebookWriter(course, gradebook_url(course, place)) as gradebook:
        fresh = []
        for progress in done:
            records.append(progress.record)
            if progress.fresh:
                batch.keep(place, progress)
            fresh.append(progress.record)
            if len(fresh) >= 50:
                _book(gradebook, fresh)
        _book(gradebook, fresh)
    shutil.rmtree(place.proposed, ignore_errors=True)  # what a dry run proposed stands now, or is out of date
    return sorted(records, key=lambda record: (record["slug"], record["student"]))


def _book(gradebook: Any, records: list[dict[str, Any]]) -> None:
    """Write records into the gradebook; of those that need nobody, only what the summary says is kept in memory."""
    from autograder.report.numbers import needs_person

    gradebook.write(records)
    for record in records:
        if not needs_person(record):
            record["exercises"] = []
    records.clear()


def _propose(_: Any, place: Any, done: Iterator[Any]) -> list[dict[str, Any]]:
    """Keep results apart from those that stand, for `attn report --compare`."""
    from autograder.grading.record import record_path, write_record

    shutil.rmtree(place.proposed, ignore_errors=True)
    place.proposed.mkdir()
    fresh = [progress.record for progress in done if progress.fresh]
    for record in fresh:
        write_record(record_path(place.proposed, record["slug"], record["student"]), record)
    return fresh


def _shown(done: Iterator[Any], total: int, quiet: bool) -> Iterator[Any]:
    """Pass results on while a table of them is shown."""
    if quiet or not console.is_terminal:
        yield from done
        return
    start, seen, failed, seconds = time.monotonic(), 0, 0, 0.0
    with Live(console=Console(), refresh_per_second=4) as live:
        for progress in done:
            seen += 1
            failed += progress.record["status"] != "graded"
            seconds += progress.record["wall_seconds"]
            left = (time.monotonic() - start) / seen * (total - seen)
            live.update(_table(seen, total, failed, seconds / max(1, seen - failed), left))
            yield progress


def _table(seen: int, total: int, failed: int, each: float, left: float) -> Table:
    table = Table(box=None)
    for name in ("done", "could not be graded", "seconds each", "time left"):
        table.add_column(name, justify="right")
    table.add_row(f"{seen} of {total}", str(failed), f"{each:.2f}", f"{left:.0f} s")
    return table


def _whole(place: Any, records: list[dict[str, Any]]) -> list[Any]:
    """Records as they lie on the disk."""
    from autograder.grading.record import read_record, record_path

    return [read_record(record_path(place.results, record["slug"], record["student"])) for record in records]


def _summary(records: list[dict[str, Any]]) -> None:
    from autograder.report.numbers import needs_person

    for slug in sorted({record["slug"] for record in records}):
        rows = [record for record in records if record["slug"] == slug]
        graded = [record["points"] for record in rows if record["status"] == "graded"]
        middle = statistics.median(graded) if graded else 0
        console.print(
            f"{slug}: {len(graded)} graded, {len(rows) - len(graded)} could not be graded, "
            f"median {middle:g} of {rows[0]['max_points']} points",
            markup=False,
        )
    people = [(record, needs_person(record)) for record in records if needs_person(record)]
    if people:
        console.print("\nthese need a person:")
        for record, reason in people:
            console.print(f"  {record['student']}  {record['slug']}: {reason}", markup=False)

"""Grades many submissions: what is graded already is left alone, a worker that dies costs a retry, one writer.

Every record is on disk before the next is waited for, so an end by Ctrl-C or kill -9 loses nothing that was
finished, and the next run goes on from there.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from autograder.checks.seeds import seed_for
from autograder.course import Course
from autograder.grading import record as records
from autograder.grading.places import EXCHANGE_SECRET, Grading, PlaceError, Submitted, read_plain
from autograder.grading.task import Graded, Task
from autograder.grading.version import course_version
from autograder.grading.workers import Workers

TRIES = 3
IN_FLIGHT = 3  # tasks handed out per worker, so that a kill costs little


@dataclass(frozen=True)
class Progress:
    """One submission is done: its record, and whether it was graded now or had been before."""

    record: records.Record
    fresh: bool
    notebook: bytes = b""


def task_of(grading: Grading, submitted: Submitted, isolation: str, version: str) -> Task:
    """All that the result of one submission depends on."""
    secret = seed_for(grading.secret(), submitted.slug, submitted.student).to_bytes(8, "big")
    raw = b"" if submitted.problem else submitted.read()
    return Task(
        slug=submitted.slug,
        student=submitted.student,
        raw=raw,
        secret=secret,
        seed_id=grading.seed_id(),
        submitted_at=submitted.submitted_at,
        isolation=isolation,
        course_version=version,
    )


def grade_all(
    course: Course, grading: Grading, submissions: Iterable[Submitted], workers: Workers, isolation: str, force: bool
) -> Iterator[Progress]:
    """Begin to grade what has to be graded; each is given as soon as it is done, in any order."""
    waiting = list(submissions)
    versions = {slug: course_version(course, slug) for slug in {item.slug for item in waiting}}
    done: list[Submitted] = []
    todo: list[Submitted] = []
    for item in waiting:
        stands = not force and standing(grading, item, versions[item.slug], isolation)
        (done if stands else todo).append(item)

    def start(item: Submitted) -> Future[Graded]:
        return workers.submit(task_of(grading, item, isolation, versions[item.slug]))

    if todo:
        workers.get_ready(todo[0].slug, isolation)
    before = (Progress(_kept(grading, item), fresh=False) for item in done)
    return chain(before, _run(course, todo, start, workers.size * IN_FLIGHT))


def _run(
    course: Course, todo: list[Submitted], start: Callable[[Submitted], Future[Graded]], most: int
) -> Iterator[Progress]:
    waiting = [(item, 1) for item in reversed(todo)]
    alone: list[tuple[Submitted, int]] = []  # were running when a worker died: again one by one, to find whose fault
    running: dict[Future[Graded], tuple[Submitted, int]] = {}
    while waiting or alone or running:
        queue, room = (alone, 1) if alone else (waiting, most)
        while queue and len(running) < room:
            item, turn = queue.pop()
            if item.problem:
                yield Progress(could_not(course, item, item.problem), fresh=True)
                continue
            try:
                running[start(item)] = item, turn
            except OSError as error:
                yield Progress(could_not(course, item, f"the notebook can't be read: {error.strerror}"), fresh=True)
        if not running:
            continue
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            item, turn = running.pop(future)
            try:
                graded = future.result()
                yield Progress(graded.record, fresh=True, notebook=graded.notebook)
            except Exception as error:
                if turn < TRIES and _worth_another_try(error):
                    (alone if isinstance(error, BrokenExecutor) else waiting).append((item, turn + 1))
                else:
                    reason = f"our side failed {turn} times: {type(error).__name__}: {error}"
                    yield Progress(could_not(course, item, reason), fresh=True)


def could_not(course: Course, submitted: Submitted, reason: str) -> records.Record:
    """The record of a submission that could not be graded."""
    total = sum(exercise.points for exercise in course.assignment(submitted.slug).exercises)
    record = records.new_record(submitted.slug, submitted.student, total)
    return record | {"reason": records.printable(reason[:1000]), "submitted_at": submitted.submitted_at}


def _kept(grading: Grading, submitted: Submitted) -> records.Record:
    known = records.read_record(records.record_path(grading.results, submitted.slug, submitted.student))
    assert known, f"{submitted.student}: the record was there a moment ago"
    return known


def standing(grading: Grading, submitted: Submitted, version: str, isolation: str) -> records.Record | None:
    """The record that still holds for a submission, if there is one."""
    known = records.read_record(records.record_path(grading.results, submitted.slug, submitted.student))
    return known if known and _still_true(known, submitted, version, grading, isolation) else None


def _still_true(known: records.Record, submitted: Submitted, version: str, grading: Grading, isolation: str) -> bool:
    if submitted.problem or known["course_version"] != version or known["isolation"] != isolation:
        return False
    same_seed = known["seed_id"] == grading.seed_id() and known["submitted_at"] == submitted.submitted_at
    try:
        return same_seed and known["submission_sha256"] == records.sha256(submitted.read())
    except OSError:
        return False


def _worth_another_try(error: Exception) -> bool:
    from autograder.sandbox.reports import IsolationUnavailable

    return not isinstance(error, IsolationUnavailable)


def keep(grading: Grading, progress: Progress) -> None:
    """Put a fresh result on disk; raise PlaceError where that can't be done."""
    try:
        _keep(grading, progress)
    except OSError as error:
        raise PlaceError(
            f"{error.filename or grading.root}: the result of {progress.record['student']} can't be written: "
            f"{error.strerror}. What was finished before is kept; run it again to go on"
        ) from error


def _keep(grading: Grading, progress: Progress) -> None:
    """First the notebook, last the record, which says that it is done."""
    record = progress.record
    folder = grading.autograded / record["student"] / record["slug"]
    path = folder / f"{record['slug']}.ipynb"
    if progress.notebook:
        records.write_atomically(path, progress.notebook)
        if record["submitted_at"]:
            records.write_atomically(folder / "timestamp.txt", record["submitted_at"].encode())
        _keep_secret(grading.submitted / record["student"] / record["slug"] / EXCHANGE_SECRET, folder)
    else:
        path.unlink(missing_ok=True)  # an earlier submission's notebook must not stand for this one
    records.write_record(records.record_path(grading.results, record["slug"], record["student"]), record)


def _keep_secret(path: Path, folder: Path) -> None:
    """What came through the exchange has a secret, without which nbgrader can't release its feedback."""
    with suppress(OSError):  # it came by another way, or the student put something strange there
        records.write_atomically(folder / EXCHANGE_SECRET, read_plain(path, 1000))


def results(folder: Path, slug: str) -> list[records.Record]:
    """All records of an assignment, by student."""
    found = (records.read_record(path) for path in sorted((folder / slug).glob("*.json")))
    return [record for record in found if record]

"""Grades one submission: bytes in, record and notebook out. It can run in any process on any machine.

sanitise (trusted) -> run cells (sandbox) -> ask probes (sandbox computes, this side judges) -> record
"""

import gc
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from autograder.checks.language import Check
from autograder.checks.seeds import seed_for
from autograder.course import Course, open_course
from autograder.grading import record as records
from autograder.grading.autograded import autograded_notebook
from autograder.grading.judge import Judge
from autograder.grading.sanitise import Ours, Sanitised, read_ours, sanitise
from autograder.grading.shares import shared
from autograder.grading.task import Graded, Task
from autograder.notebook_text import CannotGrade
from autograder.sandbox.student import Warm


def grade(task: Task, root: Path | None = None) -> Graded:
    """Grade one submission. Whatever is wrong with the submission ends in a record, not in an exception."""
    kept = _kept(root, task.slug)
    record = records.new_record(task.slug, task.student, kept.max_points)
    record |= {
        "submission_sha256": records.sha256(task.raw),
        "submitted_at": task.submitted_at,
        "course_version": task.course_version,
        "seed_id": task.seed_id,
        "isolation": task.isolation,
    }
    try:
        sanitised = sanitise(task.raw, kept.release, kept.course.config.MAX_NOTEBOOK_MB)
    except CannotGrade as reason:
        return Graded(record | {"reason": str(reason), "exercises": kept.judge.unreached()})
    return _run_and_judge(task, kept, record, sanitised)


def get_ready(slug: str, isolation: str, root: Path | None = None) -> None:
    """Load what the first submission would wait for: the warm process beside the judge."""
    _warm(isolation).launch()
    _kept(root, slug)


def _run_and_judge(task: Task, kept: "_Kept", record: records.Record, sanitised: Sanitised) -> Graded:
    def seed_of(check: Check) -> int:
        return seed_for(task.secret, check.exercise, check.name)

    with _warm(task.isolation).open(kept.limits, kept.course.release(task.slug)) as submission:
        results = submission.run([cell.source for cell in sanitised.to_run]).cells
        exercises = kept.judge.judge(lambda: shared(submission, kept.limits), seed_of)
        usage = asdict(submission.usage())
    for incident in usage.pop("incidents"):
        sanitised.incidents.append(_named(incident, sanitised))
    record |= usage | {"status": records.GRADED, "exercises": exercises, "incidents": sanitised.incidents}
    record["points"] = sum(exercise["points"] for exercise in exercises)
    notebook = autograded_notebook(kept.source, sanitised, results, record)
    return Graded(record, notebook)


def _named(incident: dict[str, Any], sanitised: Sanitised) -> dict[str, Any]:
    """Say an incident's cell by its name in the notebook, where the sandbox knows it by its turn."""
    turn = incident.get("cell")
    if isinstance(turn, int):
        return incident | {"cell": sanitised.to_run[turn].name}
    return incident


class _Kept:
    """What a worker keeps between submissions of one assignment."""

    def __init__(self, course: Course, slug: str) -> None:
        self.course, self.slug = course, slug
        self.judge = Judge(course, slug)
        self.limits = course.assignment(slug).limits
        self.max_points = sum(exercise.points for exercise in course.assignment(slug).exercises)
        self.release: Ours = read_ours(course.release(slug) / f"{slug}.ipynb")
        self.source: Ours = read_ours(course.source(slug) / f"{slug}.ipynb")


@cache
def _warm(isolation: str) -> Warm:
    """The warm process that a worker's submissions are forked from."""
    return Warm(isolation)


@cache
def _kept(root: Path | None, slug: str) -> _Kept:
    kept = _Kept(open_course(root), slug)
    gc.freeze()  # what is loaded stays, and need not be looked through after each submission
    return kept

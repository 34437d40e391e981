"""What goes to a worker and what comes back: plain data, light to import."""

import gc
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.record import Record


@dataclass(frozen=True)
class Task:
    """One submission to be graded, with all that the result depends on."""

    slug: str
    student: str
    raw: bytes
    secret: bytes  # of this student and assignment alone; the course's secret stays at home
    seed_id: str
    submitted_at: str = ""
    isolation: str = "full"
    course_version: str = ""


@dataclass(frozen=True)
class Graded:
    """What comes of it: the record, and the notebook for formgrader and feedback (empty if unreadable)."""

    record: Record
    notebook: bytes = b""


def grade_task(task: Task, root: Path | None = None) -> Graded:
    """Grade one submission; torch and the sandbox are loaded where this runs, not where it is ordered."""
    from autograder.grading.pipeline import grade

    graded = grade(task, root)
    gc.collect()  # classes made for one submission are garbage now, in circles: a thousand of them would pile up
    return graded


def get_ready(slug: str, isolation: str, root: Path | None = None) -> None:
    """Load in this process what grading needs, before the first task is there."""
    from autograder.grading import pipeline

    pipeline.get_ready(slug, isolation, root)

"""nbgrader's gradebook, written by one writer and drawn from the records alone.

Manual points and comments are nbgrader's and survive a regrade. A submission that could not be graded loses
an earlier automatic score and is marked as needing a person: it is never a silent zero.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ComputeChecksums, SaveCells
from nbgrader.utils import parse_utc

from autograder.course import Course
from autograder.grading.late import penalty
from autograder.grading.record import GRADED, Record
from autograder.stock import caught_log, without_alembic

without_alembic()


class GradebookError(Exception):
    """The gradebook can't be opened or written; says which and why."""


class GradebookWriter:
    """Writes records into one gradebook."""

    def __init__(self, course: Course, db_url: str) -> None:
        """Open the gradebook, making it where there is none."""
        self.course, self.db_url = course, db_url
        self._known: set[str] = set()
        with caught_log() as log:
            try:
                self._book = Gradebook(db_url, course.config.COURSE_ID)
            except Exception as error:  # sqlalchemy's, alembic's, the driver's: all mean the same here
                raise GradebookError(
                    f"gradebook {db_url}: can't be opened: {error}\n{log.getvalue()[-500:]}"
                ) from error

    def __enter__(self) -> "GradebookWriter":
        """Use as a context, so that the database is let go."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self._book.close()

    def write(self, records: Iterable[Record]) -> None:
        """Write records in one transaction: all of them or none."""
        try:
            with caught_log():
                for record in records:
                    self._write(record)
                self._book.db.commit()
        except Exception as error:
            self._book.db.rollback()
            raise GradebookError(f"gradebook {self.db_url}: can't be written: {_first_line(error)}") from error

    def _write(self, record: Record) -> None:
        slug = record["slug"]
        self.ensure(slug)
        student = self._book.update_or_create_student(record["student"]).id
        submission = self._book.update_or_create_submission(slug, student)
        at = record["submitted_at"]
        submission.timestamp = parse_utc(at) if at else None  # none: not late, whatever stood here before
        graded = record["status"] == GRADED
        points = {f"{row['name']}-check": float(row["points"]) for row in record["exercises"] if graded}
        checked = {f"{exercise.name}-check" for exercise in self.course.assignment(slug).exercises}
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.name in checked:
                    grade.auto_score = points.get(grade.name)  # none, never 0, for what was not graded
                    undecided = grade.auto_score is None or _undecided(record, grade.name)
                    grade.needs_manual_grade = undecided or grade.manual_score is not None
                elif grade.auto_score is None and grade.manual_score is None:
                    grade.needs_manual_grade = True
        self._book.db.flush()
        self._book.db.expire(submission)  # its score is a sum that the database makes
        for notebook in submission.notebooks:  # where nbgrader keeps it; a submission's own is a sum as well
            notebook.late_submission_penalty = late_penalty(self.course, submission)

    def scores(self, slug: str) -> dict[str, float]:
        """Final points of an assignment by student."""
        self.ensure(slug)
        found = self._book.assignment_submissions(slug)
        return {s.student.id: s.score - late_penalty(self.course, s) for s in found}

    def waiting(self, slug: str) -> int:
        """How many submissions of an assignment have points still to be given by hand."""
        return sum(bool(s.needs_manual_grade) for s in self._book.assignment_submissions(slug))

    def ensure(self, slug: str) -> None:
        """Make the assignment and its cells known to the gradebook."""
        if slug in self._known:
            return
        assignment = self.course.assignment(slug)
        self._book.update_or_create_assignment(slug, duedate=assignment.due)
        try:
            self._book.find_notebook(slug, slug)
        except MissingEntry:
            save_cells(self.course.source(slug) / f"{slug}.ipynb", slug, self.db_url)
            self._book.db.expire_all()
        self._known.add(slug)


def _first_line(error: Exception) -> str:
    words = str(getattr(error, "orig", error))  # the driver's own, where sqlalchemy has wrapped it
    return (words or type(error).__name__).splitlines()[0]


def late_penalty(course: Course, submission: Any) -> float:
    """What comes off a submission for lateness, of the points that it has now: also of those given by hand since."""
    return penalty(course.config, submission.score, submission.total_seconds_late)


def final_scores(course: Course, db_url: str, slugs: list[str]) -> dict[str, dict[str, float]]:
    """Points of every submission: checks, questions graded by hand, less what comes off for lateness."""
    with GradebookWriter(course, db_url) as gradebook, caught_log():
        return {slug: gradebook.scores(slug) for slug in slugs}


def waiting_for_points(course: Course, db_url: str, slugs: list[str]) -> dict[str, int]:
    """How many submissions of each assignment still wait for points by hand, where some do."""
    with GradebookWriter(course, db_url) as gradebook, caught_log():
        return {slug: count for slug in slugs if (count := gradebook.waiting(slug))}


def save_cells(path: Path, slug: str, db_url: str) -> None:
    """Tell the gradebook which cells an assignment has, as nbgrader does when it makes a release."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"nbgrader": {"assignment": slug, "notebook": slug, "db_url": db_url, "student": ""}}
    with caught_log():
        notebook, resources = ComputeChecksums().preprocess(notebook, resources)
        SaveCells().preprocess(notebook, resources)


def _undecided(record: Record, cell: str) -> bool:
    """Whether a person should look: a check of this exercise broke on our side."""
    for exercise in record["exercises"]:
        if f"{exercise['name']}-check" == cell:
            return any(check["kind"] == "ours" for check in exercise["checks"])
    return False

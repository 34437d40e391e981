"""`nbgrader autograde`, the formgrader's button and NbGraderAPI.autograde take the safe path through here.

nbgrader reads the submitted notebook, hands it to SafeGrade (its "sanitize" step), writes what comes back, and
hands that to KeepRecord (its "autograde" step). No kernel is started and nothing of a submission runs in nbgrader.
"""

import csv
import io
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.plugins import ExportPlugin
from sqlalchemy.exc import SAWarning
from traitlets import Bool

from autograder.course import Course, open_course
from autograder.grading import record as records
from autograder.grading.batch import Progress, could_not, keep, task_of
from autograder.grading.gradebook import GradebookWriter, late_penalty
from autograder.grading.pipeline import grade
from autograder.grading.places import Grading, Submitted, gradebook_url
from autograder.grading.version import course_version
from autograder.nbgrader_settings import grading_root
from autograder.notebook_text import read_notebook


class SafeGrade(Preprocessor):
    """Grades the submission in the sandbox and keeps the record; gives nbgrader the notebook with the verdicts."""

    enabled = Bool(True)  # nbconvert's default is off, and off would leave the submission unjudged

    def preprocess(self, _: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Take the place of everything nbgrader would do with a submission."""
        facts = resources["nbgrader"]
        course, slug, student = open_course(), facts["assignment"], facts["student"]
        grading = _grading(course)
        graded = _grade(course, grading, slug, student)
        if graded.record["status"] != records.GRADED:
            _write(course, facts["db_url"], graded.record)
            raise ValueError(f"{student}, {slug}: could not be graded: {graded.record['reason']}")
        return nbformat.reads(graded.notebook.decode(), as_version=4), resources


class KeepRecord(Preprocessor):
    """Draws the gradebook from the record."""

    enabled = Bool(True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Write the points that the record has; nothing in the notebook is looked at."""
        facts = resources["nbgrader"]
        course = open_course()
        path = records.record_path(_grading(course).results, facts["assignment"], facts["student"])
        record = records.read_record(path)
        if record is None:
            raise ValueError(f"{path}: expected the record that was just written, found none")
        _write(course, facts["db_url"], record)
        return nb, resources


def before_grading(assignment: str, student: str, notebooks: list[str], **_: Any) -> None:
    """Let the gradebook know the assignment, and keep a record of what nbgrader is about to stumble over."""
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    course = open_course()
    owners = {Path(path).parents[1].name for path in notebooks}
    owners |= _without_notebook(_grading(course).submitted, assignment, student)
    with GradebookWriter(course, gradebook_url(course, _grading(course))) as gradebook:
        gradebook.ensure(assignment)
        for owner in owners:
            submitted = _grading(course).submission(assignment, owner)
            if submitted and _unreadable(submitted, course):
                gradebook.write([_grade(course, _grading(course), assignment, owner).record])


def _without_notebook(submitted: Path, assignment: str, student: str) -> set[str]:
    """Whose folder has no notebook at all: nbgrader passes it over, and an earlier score would stay.

    `student` is the pattern of the whole batch, so the first call of a batch tells of all; later ones of nobody.
    """
    if (submitted, assignment, student) in _looked:
        return set()
    _looked.add((submitted, assignment, student))
    folders = submitted.glob(f"{student}/{assignment}")
    return {folder.parent.name for folder in folders if not any(folder.glob("*.ipynb"))}


_looked: set[tuple[Path, str, str]] = set()  # a formgrader's batch is one student, about whom nothing is left to tell


def _unreadable(submitted: Submitted, course: Course) -> bool:
    """Whether nbgrader would stop before it hands the notebook to us."""
    if submitted.problem:
        return True
    try:
        raw = submitted.read()
        read_notebook(raw, course.config.MAX_NOTEBOOK_MB)
        nbformat.reads(raw.decode("utf-8-sig"), as_version=4)
    except Exception:  # whatever nbformat may raise over a strange file
        return True
    return False


class RecordExport(ExportPlugin):  # type: ignore[misc]
    """nbgrader export: its columns; what could not be graded stays empty and is never 0."""

    def export(self, gradebook: Any) -> None:
        """Write the CSV file."""
        grading = _grading(open_course())
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            [
                "assignment",
                "duedate",
                "timestamp",
                "student_id",
                "raw_score",
                "late_submission_penalty",
                "score",
                "max_score",
            ]
        )
        for assignment in gradebook.assignments:
            for submission in sorted(assignment.submissions, key=lambda item: item.student.id):
                record = records.read_record(
                    records.record_path(grading.results, assignment.name, submission.student.id)
                )
                writer.writerow(
                    [
                        assignment.name,
                        assignment.duedate,
                        submission.timestamp,
                        submission.student.id,
                        *_scores(submission, record),
                    ]
                )
        Path(self.to).write_text(out.getvalue(), encoding="utf-8")


def _scores(submission: Any, record: records.Record | None) -> list[Any]:
    if record is not None and record["status"] != records.GRADED:
        return ["", "", "", submission.max_score]
    late = late_penalty(open_course(), submission)
    return [submission.score, late, submission.score - late, submission.max_score]


def _grading(course: Course) -> Grading:
    return Grading(grading_root(course))


def _grade(course: Course, grading: Grading, slug: str, student: str) -> Progress:
    submitted = grading.submission(slug, student)
    if submitted is None:
        submitted = Submitted(slug, student, grading.submitted / student / slug, "nothing was handed in")
    if submitted.problem:
        progress = Progress(could_not(course, submitted, submitted.problem), fresh=True)
    else:
        isolation = os.environ.get("ATTN_ISOLATION", "full")  # as attn grade reads it
        graded = grade(task_of(grading, submitted, isolation, _version(course, slug)), course.root)
        progress = Progress(graded.record, fresh=True, notebook=graded.notebook)
    keep(grading, progress)
    return progress


def _write(course: Course, db_url: str, record: records.Record) -> None:
    with GradebookWriter(course, db_url) as gradebook:
        gradebook.write([record])


@cache
def _version(course: Course, slug: str) -> str:
    return course_version(course, slug)

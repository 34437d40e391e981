"""Points as other programs read them. What could not be graded stays empty and is listed, never 0."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.grading.record import GRADED, Record
from autograder.grading.roster import Listed

Score = float | None
Columns = Mapping[str, Mapping[str, Score]]  # assignment -> student -> points
Who = Mapping[str, Listed]  # what the LMS calls a student, where that is known


def nbgrader_csv(columns: Columns, maxima: Mapping[str, float], who: Who) -> str:  # noqa: ARG001
    """Rows of assignment, student_id, score, max_score, as nbgrader's own export names them."""
    rows = [
        [slug, student, _written(score), f"{maxima[slug]:g}"]
        for slug, scores in columns.items()
        for student, score in sorted(scores.items())
    ]
    return _csv([["assignment", "student_id", "score", "max_score"], *rows])


def canvas_csv(columns: Columns, maxima: Mapping[str, float], who: Who) -> str:
    """Canvas's gradebook import: five columns about the student, a row of points possible, a column a work."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns]
    possible = ["    Points Possible", "", "", "", "", *[f"{maxima[slug]:g}" for slug in columns]]
    rows = []
    for student in _students(columns):
        known = who.get(student) or Listed(student)
        rows.append([known.name or student, known.lms_id, "", student, "", *_row(columns, student)])
    return _csv([head, possible, *rows])


def moodle_csv(columns: Columns, maxima: Mapping[str, float], who: Who) -> str:  # noqa: ARG001
    """Moodle's grade import: username, then a column a work, to be mapped when it is read in."""
    rows = [[student, *_row(columns, student)] for student in _students(columns)]
    return _csv([["username", *columns], *rows])


FORMATS: dict[str, Callable[[Columns, Mapping[str, float], Who], str]] = {
    "nbgrader": nbgrader_csv,
    "canvas": canvas_csv,
    "moodle": moodle_csv,
}


def gradescope(record: Record) -> dict[str, Any]:
    """Gradescope's results.json: a test for each check; hidden ones are shown by claim after the due date.

    What could not be graded has neither score nor tests: Gradescope wants one of them and shows the submission as
    failed, with the reason, where a 0 would look like a result.
    """
    if record["status"] != GRADED:
        return {"output": f"This submission could not be graded: {record['reason']}", "stdout_visibility": "hidden"}
    tests = [
        {
            "name": f"{exercise['name']}: {check['claim']}",
            "score": check["points"],
            "max_score": check["max_points"],
            "status": "passed" if check["outcome"] == "pass" else "failed",
            "output": _said(check),
            "visibility": "visible" if check["visible"] else "after_due_date",
        }
        for exercise in record["exercises"]
        for check in exercise["checks"]
    ]
    return {
        "score": record["points"],
        "execution_time": record["wall_seconds"],
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _said(check: Mapping[str, Any]) -> str:
    gap = check["message"] if check["visible"] else ""
    told = f"looks like: {check['diagnosis']}" if check["diagnosis"] else ""
    return "\n".join(part for part in (gap, told) if part)


def _students(columns: Columns) -> list[str]:
    return sorted({student for scores in columns.values() for student in scores})


def _row(columns: Columns, student: str) -> list[str]:
    return [_written(scores.get(student)) for scores in columns.values()]


def _written(score: Score) -> str:
    return "" if score is None else f"{score:g}"


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet runs a cell that starts like a formula: a student's name must not."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()

"""The roster: who is in the class, and by which number the LMS knows each student.

A CSV file of one's own (student_id, and if wanted lms_id and name), or what an LMS gives as it is: Canvas's
gradebook export, Moodle's grading worksheet.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.envelopes import is_safe
from autograder.grading.places import PlaceError

STUDENT = ("student_id", "SIS Login ID", "Username", "username", "Email address")
LMS_ID = ("lms_id", "ID", "Identifier")
NAME = ("name", "Student", "Full name")


@dataclass(frozen=True)
class Listed:
    """One student of the roster."""

    student: str
    lms_id: str = ""
    name: str = ""


def read_roster(path: Path) -> list[Listed]:
    """Students of a CSV file; no file means nothing is known."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns, found = list(rows.fieldnames or []), list(rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PlaceError(f"{path}: expected a CSV file in UTF-8, could not read it: {error}") from error
    student, lms_id, name = (_column(columns, known) for known in (STUDENT, LMS_ID, NAME))
    if not student:
        got = ", ".join(columns) or "an empty file"
        raise PlaceError(f"{path}: expected a column student_id (or one of {', '.join(STUDENT[1:])}), got {got}")
    listed = [Listed(_at(row, student), _number(_at(row, lms_id)), _at(row, name)) for row in found]
    return _looked_at(path, [one for one in listed if one.student])


def _looked_at(path: Path, listed: list[Listed]) -> list[Listed]:
    """Each student and each number once, and no name that is no name of a folder."""
    for what, values in (("student", [o.student for o in listed]), ("number", [o.lms_id for o in listed if o.lms_id])):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise PlaceError(f"{path}: expected each {what} once, got these twice: {', '.join(twice)}")
    unsafe = [one.student for one in listed if not is_safe(one.student)]
    if unsafe:
        raise PlaceError(f"{path}: expected ids that can name a folder, got {', '.join(map(repr, unsafe[:5]))}")
    return listed


def _column(columns: list[str], known: tuple[str, ...]) -> str:
    return next((name for name in known if name in columns), "")


def _at(row: dict[str, str | None], column: str) -> str:
    return (row.get(column) or "").strip() if column else ""


def _number(text: str) -> str:
    """Moodle's worksheet says `Participant 123` where its files say `123`."""
    return text.rpartition(" ")[2]

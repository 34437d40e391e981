"""The roster: who is in the class, so that a student who handed in nothing is known."""

import csv
from pathlib import Path

from autograder.grading.places import PlaceError

COLUMN = "student_id"


def read_roster(path: Path) -> list[str]:
    """Students of a CSV file with a column student_id; no file means nothing is known."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PlaceError(f"{path}: expected a CSV file in UTF-8, could not read it: {error}") from error
    if rows and COLUMN not in rows[0]:
        raise PlaceError(f"{path}: expected a column {COLUMN}, got {', '.join(filter(None, rows[0]))}")
    names = [(row[COLUMN] or "").strip() for row in rows]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise PlaceError(f"{path}: each student once, got these twice: {', '.join(twice)}")
    return [name for name in names if name]

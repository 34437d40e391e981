"""The record of one submission: the one thing that gradebook, pages and exports are drawn from."""

import errno
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

GRADED, COULD_NOT_GRADE = "graded", "could_not_grade"
Record = dict[str, Any]


def new_record(slug: str, student: str, max_points: int) -> Record:
    """A record with nothing decided yet."""
    return {
        "slug": slug,
        "student": student,
        "status": COULD_NOT_GRADE,
        "reason": "",
        "points": 0,
        "max_points": max_points,
        "exercises": [],
        "cpu_seconds": 0.0,
        "wall_seconds": 0.0,
        "peak_memory_mb": 0.0,
        "incidents": [],
        "isolation": "",
        "submission_sha256": "",
        "submitted_at": "",
        "course_version": "",
        "seed_id": "",
    }


def sha256(data: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.sha256(data).hexdigest()


def printable(text: str) -> str:
    """Text of a student's without what would repaint a terminal or turn a line round; line ends stay."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "\ufffd" for letter in text)


def judged_alike(one: Record, other: Record) -> bool:
    """Whether two records say the same, times and memory aside."""
    measured = ("cpu_seconds", "wall_seconds", "peak_memory_mb")
    return {k: v for k, v in one.items() if k not in measured} == {k: v for k, v in other.items() if k not in measured}


def record_path(results: Path, slug: str, student: str) -> Path:
    """Where the record of a submission is kept."""
    return results / slug / f"{student}.json"


def read_record(path: Path) -> Record | None:
    """Read a record; a missing or broken one is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and new_record("", "", 0).keys() <= found.keys() else None


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file so that it is there as a whole or as it was before, also after kill -9."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)  # mkstemp's own would keep colleagues and web servers out
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_record(path: Path, record: Record) -> None:
    """Keep a record."""
    write_atomically(path, (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode())

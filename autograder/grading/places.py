"""Where a grading keeps its things, and what has been submitted. nbgrader's folder names, under one roof."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from autograder.grading.record import sha256, write_atomically

LARGEST_MB = 100  # more is never read into memory; the course's own limit is smaller
SECRET_VARIABLE = "ATTN_COURSE_SECRET"  # noqa: S105 - the name of a variable

SHORTEST_SECRET = 16
EXCHANGE_SECRET = "submission_secret.txt"  # noqa: S105 - a file of nbgrader's, by which a student fetches feedback


class PlaceError(Exception):
    """A folder can't be used; says which and why."""


@dataclass(frozen=True)
class Submitted:
    """One submission as it lies in its folder; `problem` says why its notebook can't be taken."""

    slug: str
    student: str
    path: Path
    problem: str = ""

    def read(self) -> bytes:
        """The notebook's bytes; never through a link, which could lead anywhere."""
        return read_plain(self.path, LARGEST_MB * 1_000_000)

    @property
    def submitted_at(self) -> str:
        """The time of handing in, as nbgrader's timestamp.txt has it; empty if there is none to trust."""
        try:
            text = read_plain(self.path.parent / "timestamp.txt", 100).decode().strip()
            from nbgrader.utils import parse_utc

            return parse_utc(text).isoformat() if text else ""
        except (OSError, ValueError, OverflowError):
            return ""


class Grading:
    """The folder of a grading: submitted, results, autograded, feedback, gradebook."""

    def __init__(self, root: Path) -> None:
        """Keep the root; folders are made when something is put there."""
        self.root = root
        self.submitted, self.autograded = root / "submitted", root / "autograded"
        self.results, self.feedback = root / "results", root / "feedback"
        self.roster, self.proposed = root / "roster.csv", root / "proposed"  # what a dry run found

    @property
    def db_url(self) -> str:
        """The gradebook of this folder, unless the course names another: see gradebook_url."""
        return f"sqlite:///{self.root.resolve() / 'gradebook.db'}"

    def secret(self) -> bytes:
        """The course's secret, from which the data of hidden checks are drawn; made once and kept."""
        named = os.environ.get(SECRET_VARIABLE)
        if named:
            return named.encode()
        path = self.root / "secret"
        try:
            if not path.exists():
                _make_secret(path)
            found = path.read_bytes().strip()
        except OSError as error:
            raise PlaceError(
                f"{path}: expected the secret of this grading, could not read it: {error.strerror}"
            ) from error
        if len(found) < SHORTEST_SECRET:
            words = f"{path}: expected a secret of at least {SHORTEST_SECRET} characters, got {len(found)}"
            raise PlaceError(f"{words}; put the one back from your copy, or delete the file: hidden data change then")
        return found

    def seed_id(self) -> str:
        """Names the secret without telling it."""
        return sha256(b"seed id " + self.secret())[:12]

    def submissions(self, slug: str, student: str = "*") -> Iterator[Submitted]:
        """What has been handed in for an assignment, by student."""
        if not self.submitted.is_dir():
            return
        for folder in sorted(self.submitted.iterdir()):
            if folder.is_dir() and fnmatch(folder.name, student) and os.path.lexists(folder / slug):
                yield self._one(slug, folder.name, folder / slug)

    def submission(self, slug: str, student: str) -> Submitted | None:
        """What one student has handed in; the id is taken as it is, not as a pattern."""
        folder = self.submitted / student / slug
        return self._one(slug, student, folder) if os.path.lexists(folder) else None

    def _one(self, slug: str, student: str, folder: Path) -> Submitted:
        path, readable = folder / f"{slug}.ipynb", student.encode("utf-8", "replace").decode()
        if readable != student:
            return Submitted(slug, readable, path, "the name of the student's folder is not UTF-8 text; rename it")
        try:
            return Submitted(slug, student, path, _problem(slug, folder, path))
        except OSError as error:
            return Submitted(slug, student, path, f"the folder can't be read: {error.strerror}")


def gradebook_url(course: Any, grading: Grading) -> str:
    """The gradebook: the course's if its table names one (PostgreSQL, say), else a file of the grading."""
    return str(course.db_url or grading.db_url)


def _problem(slug: str, folder: Path, path: Path) -> str:
    if folder.is_symlink() or path.is_symlink():
        return "the notebook is a link to another place, which is never followed"
    if not folder.is_dir():
        return f"expected a folder {slug}, found a file"
    if path.is_file():
        size = path.stat().st_size // 1_000_000
        return f"the file has {size} MB, more than any notebook; clear its outputs" if size > LARGEST_MB else ""
    if path.exists():
        return "the notebook is no plain file"
    others = sorted(p.name for p in folder.iterdir() if p.suffix == ".ipynb")
    if others:
        return f"the notebook should be named {slug}.ipynb; found {', '.join(others[:5])}. Rename it and grade again"
    return f"no notebook {slug}.ipynb was handed in; the folder has {len(list(folder.iterdir()))} other files"


def _make_secret(path: Path) -> None:
    """Whole or not at all, and never over another's: two first runs at once agree on one."""
    new = path.with_name(f".new-secret-{os.getpid()}")
    write_atomically(new, secrets.token_hex(16).encode(), mode=0o600)
    with contextlib.suppress(FileExistsError):
        os.link(new, path)
    new.unlink()


def read_plain(path: Path, most: int) -> bytes:
    """Read at most so much of a plain file, never waiting for a pipe and never through a link."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file")
        return file.read(most)


def now() -> str:
    """The time, in words that sort."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

"""Notices what is handed in: in a folder of submissions, and in the inbound folder of nbgrader's exchange.

A file counts as arrived when two looks in a row have found it the same, so that nothing half copied is taken.
"""

import os
import pwd
import re
from collections.abc import Hashable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from autograder.grading.envelopes import is_safe
from autograder.grading.places import EXCHANGE_SECRET, LARGEST_MB, Grading, Submitted, read_plain
from autograder.grading.record import write_atomically

NAME = re.compile(r"(?P<student>.+?)\+(?P<slug>[^+]+)\+(?P<time>[^+]+)(?:\+[^+]*)?")
MOST_NOTEBOOKS = 5  # of one submission: more than one is a slip that the record names


class Settled:
    """Lets each thing through once, when two looks in a row have found it the same."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._seen: dict[Hashable, Any] = {}
        self._through: dict[Hashable, Any] = {}

    def passes(self, key: Hashable, look: Any) -> bool:
        """Whether this thing is whole and new."""
        before, self._seen[key] = self._seen.get(key), look
        if look != before or self._through.get(key) == look:
            return False
        self._through[key] = look
        return True


class Folder:
    """The submissions of a grading."""

    def __init__(self, grading: Grading, slugs: list[str]) -> None:
        """Take everything that is there for new."""
        self.grading, self.slugs = grading, slugs
        self._settled = Settled()

    def arrived(self) -> Iterator[Submitted]:
        """What is new or has changed."""
        for slug in self.slugs:
            for submitted in self.grading.submissions(slug):
                if self._settled.passes((submitted.student, slug), _look(submitted.path.parent, slug)):
                    yield submitted


class Inbound:
    """The exchange's inbound folder, where `nbgrader submit` puts <student>+<assignment>+<time>+<letters>."""

    def __init__(self, folder: Path, grading: Grading, slugs: list[str], any_owner: bool) -> None:
        """Keep where from and where to; `any_owner` believes the student's name in a folder of somebody else's."""
        self.folder, self.grading, self.slugs, self.any_owner = folder, grading, slugs, any_owner
        self._settled = Settled()

    def collect(self) -> Iterator[str]:
        """Put each student's newest submission in place; give a sentence on each that is refused, once."""
        newest: dict[tuple[str, str], tuple[datetime, Path, str]] = {}
        for path in sorted(self.folder.iterdir()):
            found = NAME.fullmatch(path.name)
            if not found or found["slug"] not in self.slugs:
                continue
            when, problem = _time(found["time"]), self._problem_of(path, found["student"])
            if when is None or problem:
                if self._settled.passes(path.name, problem):
                    yield f"{path.name}: refused: {problem or 'its name has no time'}"
                continue
            key = found["student"], found["slug"]
            one = (when, path, found["time"])
            newest[key] = max(newest.get(key, one), one)
        for (student, slug), (when, path, time) in newest.items():
            if self._settled.passes(path.name, _look(path, slug)) and _is_whole(path):
                target = self.grading.submitted / student / slug
                known = _time(_text(target / "timestamp.txt"))
                if known is None or when > known:
                    _copy(path, target, time)

    def _problem_of(self, path: Path, student: str) -> str:
        """Why a folder can't be taken; students own what is here, and may lock or remove it at any moment."""
        try:
            return self._problem(path, student)
        except OSError as error:
            return f"it can't be read: {error.strerror}"

    def _problem(self, path: Path, student: str) -> str:
        if path.is_symlink() or not path.is_dir():
            return "it is no folder"
        if not os.access(path, os.R_OK | os.X_OK):
            return "it can't be read: it is locked"
        if not is_safe(student):
            return f"{student!r} can't be the name of a student's folder"
        owner = _owner(path)
        if not self.any_owner and owner != student:
            return f"it says that it is of {student}, and it belongs to {owner} (--any-owner takes it all the same)"
        return ""


def _is_whole(path: Path) -> bool:
    """Whether nbgrader has finished: it writes the time last. A folder that was taken away meanwhile is not."""
    try:
        return (path / "timestamp.txt").is_file()
    except OSError:
        return False


def _copy(path: Path, target: Path, time: str) -> None:
    """Take plain notebooks and what feedback is fetched by; the time comes last, since it says that all is there."""
    found = {}
    for name in [*sorted(p.name for p in path.glob("*.ipynb"))[:MOST_NOTEBOOKS], EXCHANGE_SECRET]:
        try:
            found[name] = read_plain(path / name, LARGEST_MB * 1_000_000 + 1)
        except OSError:  # a link, a pipe, a folder, or not there: the record will say what is missing
            continue
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.ipynb"):
        if old.name not in found:
            old.unlink()
    for name, data in found.items():
        write_atomically(target / name, data)
    write_atomically(target / "timestamp.txt", time.encode())


def _look(folder: Path, slug: str) -> list[Any]:
    """What changes when a submission does."""
    return [
        _stat(path) for path in (folder, folder / f"{slug}.ipynb", folder / "timestamp.txt", folder / EXCHANGE_SECRET)
    ]


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _owner(path: Path) -> str:
    uid = path.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"


def _text(path: Path) -> str:
    try:
        return read_plain(path, 100).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _time(text: str) -> datetime | None:
    try:
        found: datetime | None = parse_utc(text) if text else None
    except (ValueError, OverflowError):
        return None
    return found

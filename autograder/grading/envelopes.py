"""Reads whose a file is from the name that the LMS gave it: from the outer envelope, never from what is inside.

Canvas:  lovelaceada_LATE_1234_98765_03-scoring-functions-2.ipynb   name, late mark, user, attachment, file
         anon_x7Yk2_98765_03-scoring-functions.ipynb                where names are hidden
Moodle:  Ada Lovelace_1234_assignsubmission_file_/03-scoring-functions.ipynb   or without the folder
Others:  <student>/anything.ipynb, <student>.ipynb, <student>_03-scoring-functions.ipynb
A student chooses the end of such a name and, in some LMS, the first part; the number between is the LMS's own.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOODLE = r"(?P<name>[^_/]+)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_?/(?:[^/]+/)*|_)(?P<file>[^/]+)"
CANVAS = r"(?P<name>[^/]+?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<order>\d+)_(?P<file>[^/]+)"
HIDDEN = r"anon_(?P<late>LATE_)?(?P<id>[A-Za-z0-9]{5})_(?:LATE_)?(?P<order>\d+)_(?P<file>[^/]+)"
FOLDER = r"(?P<id>[^/]+)/(?:[^/]+/)*(?P<file>[^/]+)"
SINGLE = r"(?P<id>[^/]+?)(?:_(?P<file>[0-9]{2}-[^/]+)|\.ipynb)"
KINDS = {"moodle": (MOODLE,), "canvas": (HIDDEN, CANVAS), "folder": (FOLDER, SINGLE)}
LONGEST_NAME = 50
_NUMBERED = re.compile(r"(?:-(?P<lms>\d{1,3})| ?\((?P<browser>\d{1,3})\))$")


@dataclass(frozen=True)
class Envelope:
    """What an LMS writes on the outside of one file."""

    lms_id: str
    name: str
    file: str  # the name that the student gave it
    late: bool = False
    order: int = 0  # Canvas counts attachments: the higher number came later

    @property
    def bare(self) -> str:
        """The file's name without what an LMS or browser adds to a second one."""
        return _split(self.file)[0]

    @property
    def newest(self) -> tuple[int, int]:
        """Sorts the files of one student, the one handed in last at the end."""
        return self.order, _split(self.file)[1]

    @property
    def own_id(self) -> str:
        """An id for a student whom no roster names."""
        return f"{plain_name(self.name)}-{self.lms_id}" if self.name else self.lms_id


def kind_of(names: Sequence[str]) -> str:
    """Who wrote these names: moodle, canvas, or a person who put files into folders."""
    for kind in ("moodle", "canvas"):
        if any(_read(name, kind) for name in names):
            return kind
    return "folder"


def read_envelope(name: str, kind: str) -> Envelope | None:
    """Whose this file is; None if its name does not say so in the way of its kind."""
    found = _read(name, kind)
    if not found:
        return None
    parts = found.groupdict()
    file = parts["file"] or name.rsplit("/", 1)[-1]
    late = "_LATE_" in name.removesuffix(parts["file"] or "")
    return Envelope(parts["id"], parts.get("name") or "", file, late, int(parts.get("order") or 0))


def unwrapped(names: Sequence[str]) -> dict[str, str]:
    """Names without a folder that somebody packed an LMS's files into."""
    tops = {name.partition("/")[0] for name in names if not name.startswith("__MACOSX/")}
    shorter = {name: name.partition("/")[2] for name in names}
    wrapped = len(tops) == 1 and kind_of(names) == "folder" and kind_of(list(shorter.values())) != "folder"
    return shorter if wrapped else {name: name for name in names}


def is_safe(student: str) -> bool:
    """Whether an id can name a student's folder on every machine, and in nbgrader's patterns."""
    strange = any(unicodedata.category(letter)[0] == "C" or letter in '/\\:*?[]"<>|,' for letter in student)
    return bool(student) and not strange and student[0] not in ".-" and len(student.encode()) <= 200


def plain_name(name: str) -> str:
    """A name as part of an id: letters of any script with their marks, numbers; hyphens for everything else."""
    kept = (letter if unicodedata.category(letter)[0] in "LMN" else "-" for letter in name)
    return re.sub("-+", "-", "".join(kept))[:LONGEST_NAME].strip("-")


def _read(name: str, kind: str) -> re.Match[str] | None:
    return next((found for pattern in KINDS[kind] if (found := re.fullmatch(pattern, name, re.DOTALL))), None)


def _split(file: str) -> tuple[str, int]:
    stem, number = file.removesuffix(".ipynb"), 0
    while found := _NUMBERED.search(stem):
        stem, number = stem[: found.start()], number or int(found["lms"] or found["browser"])
    return stem, number

"""Looks into a zip or a folder of submissions without putting anything anywhere.

A name in an archive is text and never becomes a path here. What is unsafe is named with its reason and left
where it is; a file is read up to a limit, whatever size it claims, so that an archive bomb is read no further.
"""

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograder.grading.places import PlaceError, read_plain

MOST_ENTRIES = 100_000
_NOISE = {"__MACOSX", ".DS_Store", "Thumbs.db", ".ipynb_checkpoints"}


@dataclass(frozen=True)
class Entry:
    """One file in an archive; `problem` says why it is not taken."""

    name: str
    read: Callable[[], bytes]
    problem: str = ""


@contextmanager
def opened(archive: Path, most: int) -> Iterator[list[Entry]]:
    """All files of a zip or folder, those of file managers aside; of none more than `most` bytes are read."""
    if archive.is_dir():
        yield _wanted(_of_folder(archive, most))
    elif archive.is_file():
        with _zip(archive) as file:
            yield _wanted(_of_zip(file, most))
    else:
        got = "something else" if os.path.lexists(archive) else "nothing"
        raise PlaceError(f"{archive}: expected a zip or a folder, found {got}")


def _wanted(found: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in found if not set(entry.name.split("/")) & _NOISE]


def _zip(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PlaceError(f"{archive}: expected a zip, could not open it: {error}. Was the download cut off?") from error


def _of_zip(file: zipfile.ZipFile, most: int) -> list[Entry]:
    members = [info for info in file.infolist() if not info.is_dir()]
    if len(members) > MOST_ENTRIES:
        raise PlaceError(f"{file.filename}: expected at most {MOST_ENTRIES} files, got {len(members)}")
    return [Entry(_name(info), partial(_member, file, info, most), _zip_problem(info)) for info in members]


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """One file's bytes, or an OSError that says what is wrong with it."""
    try:
        with archive.open(info) as file:
            return _bounded(file.read(most + 1), most)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise OSError(f"it can't be unpacked: {error}") from error


def _plain(path: Path, most: int) -> bytes:
    return _bounded(read_plain(path, most + 1), most)


def _bounded(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise OSError(f"it has more than the {most // 1_000_000} MB allowed")
    return data


def _zip_problem(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 1:
        return "it is encrypted"
    return _kind_problem(info.external_attr >> 16) or _name_problem(info.orig_filename)


def _of_folder(folder: Path, most: int) -> Iterator[Entry]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*files, *links]):
            path = Path(place) / name
            inside = path.relative_to(folder).as_posix()
            problem = _kind_problem(path.lstat().st_mode) or _name_problem(inside)
            yield Entry(_shown(inside), partial(_plain, path, most), problem)


def _kind_problem(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "it is a link to another place"
    return "" if stat.S_IFMT(mode) in (0, stat.S_IFREG) else "it is no plain file"


def _name_problem(name: str) -> str:
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or parts[0][1:2] == ":":
        return "its name is a path from the root or of another system"
    if ".." in parts:
        return "its name leads out of the archive"
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        return "its name is not text"
    return ""


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Some programs write UTF-8 without saying so, which zipfile reads as a code page of 1981."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return _shown(name)


def _shown(name: str) -> str:
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())

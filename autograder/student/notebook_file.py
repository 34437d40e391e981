"""Looks at a notebook file before it is handed in: its name, its cells, what would trip a grader."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.student.handout import Handout, HandoutError, handout_at

MOST_MB = 20


@dataclass(frozen=True)
class Remark:
    """Something about the file. `serious`: it should be mended before handing in."""

    text: str
    serious: bool = True


@dataclass(frozen=True)
class NotebookFile:
    """A notebook as it lies on the disk, with its hand-out."""

    path: Path
    raw: bytes
    cells: list[Any]
    handout: Handout

    @property
    def sha256(self) -> str:
        """The fingerprint of the file."""
        return hashlib.sha256(self.raw).hexdigest()

    def code(self) -> list[tuple[str, str]]:
        """(name, source) of the code to run: without check cells and demonstrations."""
        found = []
        for number, cell in enumerate(self.cells):
            marks = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and not marks.get("locked") and "demo" not in cell.metadata.get("tags", []):
                found.append((marks.get("grade_id") or f"cell {number + 1}", cell.source))
        return found

    def remarks(self) -> list[Remark]:
        """What should be looked at, the serious things first."""
        found = [*self._name(), *self._missing_cells(), *self._input_calls(), *self._size()]
        return sorted(found, key=lambda remark: not remark.serious)

    def _name(self) -> list[Remark]:
        wanted = f"{self.handout.slug}.ipynb"
        if self.path.name == wanted:
            return []
        return [Remark(f"name: expected {wanted}, got {self.path.name}. Rename the file, or it can't be found")]

    def _missing_cells(self) -> list[Remark]:
        have = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in self.cells}
        return [
            Remark(f"cells: the cell of {name} is missing. Was it deleted? Get it back from a fresh copy")
            for name in self.handout.exercises
            if name not in have
        ]

    def _input_calls(self) -> list[Remark]:
        for name, source in self.code():
            for number, line in enumerate(source.splitlines(), 1):
                if re.search(r"(?<![\w.])input\s*\(", line.split("#")[0]):
                    return [
                        Remark(f"input(): {name}, line {number} waits for somebody to type; nobody will. Take it out")
                    ]
        return []

    def _size(self) -> list[Remark]:
        size = len(self.raw) / 1e6
        if size <= MOST_MB:
            return []
        return [Remark(f"size: {size:.0f} MB, more than the {MOST_MB} MB allowed. Clear the outputs and save")]


def open_notebook(path: Path) -> NotebookFile:
    """Read a notebook, or the notebook of a folder or slug."""
    file = _find(path)
    try:
        raw = file.read_bytes()
        notebook = nbformat.reads(raw.decode("utf-8-sig"), as_version=4)
    except OSError as error:
        raise HandoutError(f"{file}: can't be read: {error.strerror}") from error
    except (UnicodeDecodeError, json.JSONDecodeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise HandoutError(
            f"{file}: expected a notebook, this is none ({str(error)[:80]}). Was it saved whole?"
        ) from error
    return NotebookFile(file, raw, notebook.cells, handout_at(file.parent.resolve()))


def _find(path: Path) -> Path:
    if path.is_file():
        return path
    for folder in (path, Path("release") / path):
        if (folder / "checks" / "checks.json").is_file():
            return folder / f"{json.loads((folder / 'checks' / 'checks.json').read_text())['slug']}.ipynb"
    raise HandoutError(f"{path}: expected a notebook, the folder of one, or an assignment's name; found none of these")


def assignments_below(folder: Path) -> list[Path]:
    """The notebooks handed out in a folder (or its release folder), in the course's order."""
    found = []
    for marker in sorted([*folder.glob("*/checks/checks.json"), *folder.glob("release/*/checks/checks.json")]):
        slug = json.loads(marker.read_text(encoding="utf-8"))["slug"]
        if marker.parents[1].parent.name != "source":
            found.append(marker.parents[1] / f"{slug}.ipynb")
    return found

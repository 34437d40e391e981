"""Looks at a notebook file before it is handed in: its name, its cells, what would trip a grader."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.notebook_text import CannotGrade, read_notebook, text_of
from autograder.student.handout import Handout, HandoutError, handout_at, read_facts


@dataclass(frozen=True)
class Remark:
    """Something about the file that should be mended before handing in."""

    text: str


@dataclass(frozen=True)
class Cell:
    """One cell of the file."""

    name: str  # grade_id, or cell <number>
    source: str
    is_code: bool
    demo: bool


@dataclass(frozen=True)
class NotebookFile:
    """A notebook as it lies on the disk, with its hand-out."""

    path: Path
    raw: bytes
    cells: list[Cell]
    handout: Handout

    @property
    def sha256(self) -> str:
        """The fingerprint of the file."""
        return hashlib.sha256(self.raw).hexdigest()

    def code(self) -> list[Cell]:
        """The cells to run: code without the check cells and demonstrations."""
        checks = {f"{name}-check" for name in self.handout.exercises}
        return [cell for cell in self.cells if cell.is_code and not cell.demo and cell.name not in checks]

    def remarks(self) -> list[Remark]:
        """What should be looked at."""
        return [*self._name(), *self._missing_cells(), *self._double_cells(), *self._input_calls()]

    def _name(self) -> list[Remark]:
        wanted = f"{self.handout.slug}.ipynb"
        if self.path.name == wanted:
            return []
        return [Remark(f"name: expected {wanted}, got {self.path.name}. Rename the file, or it can't be found")]

    def _missing_cells(self) -> list[Remark]:
        have = {cell.name for cell in self.cells}
        return [
            Remark(f"cells: the cell of {name} is missing. Was it deleted? Copy it back from a fresh notebook")
            for name in self.handout.exercises
            if name not in have
        ]

    def _double_cells(self) -> list[Remark]:
        names = [cell.name for cell in self.cells]
        return [
            Remark(f"cells: the cell of {name} stands there {names.count(name)} times. Keep the one that counts")
            for name in self.handout.exercises
            if names.count(name) > 1
        ]

    def _input_calls(self) -> list[Remark]:
        for cell in self.code():
            for number, line in enumerate(cell.source.splitlines(), 1):
                if re.search(r"(?<![\w.])input\s*\(", line.split("#")[0]):
                    text = f"input(): {cell.name}, line {number} waits for somebody to type; nobody will. Take it out"
                    return [Remark(text)]
        return []


def open_notebook(path: Path) -> NotebookFile:
    """Read a notebook, or the notebook of a folder or assignment."""
    file = _find(path)
    handout = handout_at(file.parent.resolve())
    try:
        raw = file.read_bytes()
        found = read_notebook(raw, handout.facts["most_notebook_mb"])["cells"]
        cells = [_cell(cell, number) for number, cell in enumerate(found, 1)]
    except OSError as error:
        raise HandoutError(f"{file}: can't be read: {error.strerror}") from error
    except CannotGrade as error:
        raise HandoutError(f"{file}: {error}. Was it saved whole? Open it in JupyterLab and save it again") from error
    return NotebookFile(file, raw, cells, handout)


def _cell(found: object, number: int) -> Cell:
    kind, _, grade_id, source = text_of(found)
    metadata = found.get("metadata") if isinstance(found, dict) else None
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return Cell(grade_id or f"cell {number}", source, kind == "code", isinstance(tags, list) and "demo" in tags)


def _find(path: Path) -> Path:
    """The notebook itself, or that of a folder, or of an assignment named by slug, number or name."""
    if path.is_file():
        return path
    if (path / "checks" / "checks.json").is_file():
        return path / f"{_slug(path)}.ipynb"
    for notebook in assignments_below(Path()):
        slug = _slug(notebook.parent)
        if str(path) in (slug, slug[:2], slug[3:]):
            return notebook
    raise HandoutError(f"{path}: expected a notebook, the folder of one, or an assignment's name; found none of these")


def assignments_below(folder: Path) -> list[Path]:
    """The notebooks handed out in a folder (or its release folder), or beside it if it is one of them."""
    if (folder / "checks" / "checks.json").is_file():
        folder = folder.resolve().parent
    markers = [*folder.glob("*/checks/checks.json"), *folder.glob("release/*/checks/checks.json")]
    homes = {marker.parents[1] for marker in markers}
    return sorted((home / f"{_slug(home)}.ipynb" for home in homes), key=lambda path: path.name)


def _slug(folder: Path) -> str:
    return str(read_facts(folder)["slug"])

"""Takes from a submitted notebook the text of its cells and nothing else.

Metadata, tags, points, outputs, ids and cell types of a submission decide nothing here. What is locked is put
back from the release; what a student wrote is kept as code, in the student's order.
"""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.grading.harmless import Pictures, pictures_of
from autograder.notebook_text import CannotGrade, read_notebook, text_of

Ours = dict[str, Any]  # a cell or notebook of the course itself, as its file has it


@dataclass(frozen=True)
class Cell:
    """One cell as it will be run and shown. `origin` says where its text is from."""

    name: str  # grade_id, or the release's cell id, or own-<n>
    kind: str  # code or markdown
    source: str
    origin: str  # answer, own, release, check, question
    demo: bool = False
    pictures: Pictures = field(default_factory=dict)  # pasted into a text; shown, never run


@dataclass
class Sanitised:
    """A submission ready to be run."""

    cells: list[Cell]
    incidents: list[dict[str, Any]] = field(default_factory=list)

    @property
    def to_run(self) -> list[Cell]:
        """What is executed: the student's code and the release's own, without checks and demonstrations."""
        return [cell for cell in self.cells if cell.kind == "code" and cell.origin != "check" and not cell.demo]


def sanitise(raw: bytes, release: Ours, most_mb: int) -> Sanitised:
    """Merge a submission into the released notebook: the student's text, everything else as released."""
    submitted = [(*text_of(cell), pictures_of(cell)) for cell in read_notebook(raw, most_mb)["cells"]]
    if not any(kind == "code" and source.strip() for kind, _, _, source, _ in submitted):
        raise CannotGrade("the notebook has no code in it")
    result = Sanitised([])
    ours = {_name(cell): cell for cell in release["cells"]}
    seen: set[str] = set()
    for kind, name, grade_id, source, pictures in submitted:
        original = ours.get(grade_id) or (ours.get(name) if name else None)
        if original is None or _name(original) in seen:
            if original is not None:
                _note(result, "duplicated", _name(original), "this cell stands twice; both were run as code")
            if source.strip():
                result.cells.append(Cell(f"own-{len(result.cells)}", kind, source, "own", pictures=pictures))
            continue
        seen.add(_name(original))
        result.cells.append(replace(_merged(original, kind, source, result), pictures=pictures))
    _put_back_missing(result, ours, seen)
    return result


def _merged(original: Ours, kind: str, source: str, result: Sanitised) -> Cell:
    name, marks = _name(original), original["metadata"].get("nbgrader", {})
    if marks.get("locked"):
        if source.strip() != original["source"].strip():
            _note(result, "restored", name, "a locked cell had been changed; it was put back")
        return Cell(name, original["cell_type"], original["source"], "question" if marks.get("task") else "check")
    if marks.get("solution"):
        if kind != original["cell_type"]:
            _note(result, "retyped", name, f"the cell was turned into {kind}; it was read as {original['cell_type']}")
        return Cell(name, original["cell_type"], source, "answer")
    demo = "demo" in original["metadata"].get("tags", [])
    origin = "release" if source.strip() == original["source"].strip() else "own"
    return Cell(name, kind, source, origin, demo)


def _put_back_missing(result: Sanitised, ours: dict[str, Ours], seen: set[str]) -> None:
    """Deleted cells: checks and questions are put back where they belong, so that nothing goes unjudged."""
    order = list(ours)
    for name, original in ours.items():
        marks = original["metadata"].get("nbgrader")
        if name in seen or not marks:
            continue
        _note(result, "missing", name, "this cell had been deleted; it was put back as it was handed out")
        before = set(order[: order.index(name)])
        place = max((i + 1 for i, cell in enumerate(result.cells) if cell.name in before), default=0)
        origin = "answer" if marks.get("solution") else "question" if marks.get("task") else "check"
        source = "" if origin == "answer" else original["source"]
        result.cells.insert(place, Cell(name, original["cell_type"], source, origin))


def _name(cell: Ours) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id") or cell["id"])


def _note(result: Sanitised, kind: str, cell: str, text: str) -> None:
    result.incidents.append({"kind": kind, "cell": cell, "text": text})


def read_ours(path: Path) -> Ours:
    """A notebook of the course itself, each cell's source as one text. (nbformat would take a second to load.)"""
    notebook: Ours = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook

"""Reads a notebook file as plain text of cells: the same reading before it is handed in and when it is graded.

Light on purpose: nbformat takes a second to load, and believes more of a file than its text.
"""

import json
from typing import Any

MOST_CELLS = 1000
LONGEST_CELL = 500_000  # characters


class CannotGrade(Exception):
    """A notebook that can't be graded; the reason is for its student and instructor."""


def read_notebook(raw: bytes, most_mb: int) -> dict[str, Any]:
    """Read the bytes of a submission as a notebook of format 4, or say why not."""
    if not raw.strip():
        raise CannotGrade("the file is empty")
    if len(raw) > most_mb * 1_000_000:
        raise CannotGrade(
            f"the file has {len(raw) // 1_000_000} MB, more than the {most_mb} MB allowed; clear its outputs"
        )
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotGrade("the file is not UTF-8 text, so it is no notebook") from None
    except (ValueError, RecursionError) as error:
        raise CannotGrade(f"the file is not a notebook: it is not JSON ({str(error)[:100]})") from None
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise CannotGrade("the file is not a notebook of format 4: it has no list of cells")
    if len(found["cells"]) > MOST_CELLS:
        raise CannotGrade(f"the notebook has {len(found['cells'])} cells, more than the {MOST_CELLS} allowed")
    return found


def text_of(cell: Any) -> tuple[str, str, str, str]:
    """(kind, cell id, grade_id, source) of one submitted cell, whatever else it claims to be."""
    if not isinstance(cell, dict):
        return "markdown", "", "", ""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str) or len(source) > LONGEST_CELL:
        raise CannotGrade("a cell of the notebook is not text, or longer than any answer")
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else ""
    name = cell.get("id")
    source = source.encode("utf-8", "replace").decode("utf-8")
    return kind, name if isinstance(name, str) else "", grade_id if isinstance(grade_id, str) else "", source

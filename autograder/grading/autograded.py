"""The notebook that formgrader and feedback show: the student's cells, their outputs, and what the checks said.

Hidden checks are shown by claim, outcome and likely mistake: neither their code nor their data.
"""

import json
from collections.abc import Sequence
from typing import Any

from autograder.checks.words import NOT_STARTED
from autograder.grading.harmless import harmless
from autograder.grading.record import Record
from autograder.grading.sanitise import Cell, Ours, Sanitised
from autograder.student.report import Line, as_html, as_text

SAFE_DATA = ("text/plain", "image/png")


def autograded_notebook(source: Ours, sanitised: Sanitised, results: Sequence[Any], record: Record) -> bytes:
    """Put cells, outputs and verdicts together; nothing of a submission's metadata is taken over.

    Marks and questions come from the source notebook, where a question carries its mark scheme. Built as plain
    JSON: nbformat's own makers validate every cell, which costs more than the fork that ran them.
    """
    ran = {id(cell): result for cell, result in zip(sanitised.to_run, results, strict=False)}
    originals = {_name(cell): cell for cell in source["cells"]}
    verdicts = {f"{exercise['name']}-check": exercise for exercise in record["exercises"]}
    cells = []
    for number, cell in enumerate(sanitised.cells):
        made = _cell(cell, number, originals.get(cell.name))
        if cell.kind == "code":
            made["outputs"] = _outputs(ran.get(id(cell)))
            made["execution_count"] = getattr(ran.get(id(cell)), "execution_count", None)
        if cell.name in verdicts:
            made["outputs"] = [verdict_output(verdicts[cell.name])]
        cells.append(made)
    notebook = {"cells": cells, "metadata": source["metadata"], "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def verdict_output(exercise: dict[str, Any]) -> dict[str, Any]:
    """The table of one exercise as a cell's output."""
    lines = [line_of(check) for check in exercise["checks"]]
    head = f"{exercise['points']} of {exercise['max_points']} points"
    data = {
        "text/html": as_html(exercise["name"], lines, head=head),
        "text/plain": as_text(exercise["name"], lines, head),
    }
    return {"output_type": "display_data", "data": data, "metadata": {}}


def line_of(check: dict[str, Any]) -> Line:
    """One check of a record as students see it."""
    state = "unfinished" if check["message"] == NOT_STARTED else check["outcome"]
    gap = check["message"] if check["visible"] or state != "fail" else ""
    claim = check["claim"] if check["visible"] else f"{check['claim']} (hidden)"
    return Line(state, claim, check["points"], check["max_points"], gap, check["diagnosis"])


def _outputs(result: Any) -> list[dict[str, Any]]:
    """A cell's outputs without anything that a browser would run."""
    kept = []
    for output in getattr(result, "outputs", []):
        if "data" in output:
            output = output | {"data": {kind: value for kind, value in output["data"].items() if kind in SAFE_DATA}}
        kept.append(output)
    return kept


def _cell(cell: Cell, number: int, original: Ours | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": original["id"] if original else f"own-{number}",
        "metadata": dict(original["metadata"]) if original else {},
        "source": cell.source,
    }
    if original and cell.origin == "question":
        made["source"] = original["source"]
    elif cell.kind != "code" and cell.origin in ("own", "answer"):
        made["source"], pictures = harmless(cell.source, cell.pictures)
        if pictures:
            made["attachments"] = pictures
    return made


def _name(cell: Ours) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id") or cell["id"])

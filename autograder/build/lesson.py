"""The text of a lesson becomes its source notebook, with nbgrader's cells in place."""

import re
from pathlib import Path
from typing import Any

import jupytext
from nbformat import NotebookNode, v4

from autograder.build.solutions import BuildError, exercise_source

CHECK_CELL = """check("{name}")
### BEGIN HIDDEN TESTS
from autograder import grade
grade("{name}")
### END HIDDEN TESTS"""
ANSWER_CELL = "*Write your answer here: double-click, type, and run the cell.*"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def source_notebook(text_path: Path, module_path: Path, assignment: Any) -> NotebookNode:
    """Turn the text of a lesson into a notebook: stubs and questions as nbgrader's cells."""
    text = jupytext.reads(text_path.read_text(encoding="utf-8"), fmt="md:myst")
    _look_at_names(text_path, text.cells, assignment)
    points = {part.name: part.points for part in (*assignment.exercises, *assignment.questions)}
    cells: list[NotebookNode] = []
    for cell in text.cells:
        if "exercise" in cell.metadata:
            name = cell.metadata["exercise"]
            source = exercise_source(module_path, name, _where(text_path, name))
            cells += [_stub(name, source), _check(name, points[name])]
        elif "question" in cell.metadata:
            name = cell.metadata["question"]
            cells += [_question(name, cell.source, points[name]), _cell("markdown", f"{name}-answer", ANSWER_CELL)]
        else:
            tags = list(cell.metadata.get("tags", []))
            cells.append(_cell(cell.cell_type, f"cell-{len(cells):03d}", cell.source, {"tags": tags} if tags else {}))
    return v4.new_notebook(cells=cells, metadata=METADATA)


def headings(text_path: Path) -> list[str]:
    """The headings of a lesson, to which checks may point."""
    return [
        line.lstrip("#").strip() for line in text_path.read_text(encoding="utf-8").splitlines() if line.startswith("#")
    ]


def _look_at_names(text_path: Path, cells: list[NotebookNode], assignment: Any) -> None:
    for key, parts in (("exercise", assignment.exercises), ("question", assignment.questions)):
        wanted = [part.name for part in parts]
        found = [cell.metadata[key] for cell in cells if key in cell.metadata]
        for name in found:
            if name not in wanted:
                raise BuildError(
                    f"{_where(text_path, name)}: {key} {name!r} is not in course_config.py for {assignment.slug}; "
                    f"it has {', '.join(wanted)}"
                )
            if found.count(name) > 1:
                raise BuildError(f"{_where(text_path, name)}: {key} {name!r} stands in the text twice; keep one")
        for name in wanted:
            if name not in found:
                raise BuildError(
                    f"{text_path}: {key} {name!r} of course_config.py has no place in the text; add its cell"
                )


def _where(text_path: Path, name: str) -> str:
    pattern = re.compile(rf'(:exercise:\s*{re.escape(name)}\s*$|"question":\s*"{re.escape(name)}")')
    for number, line in enumerate(text_path.read_text(encoding="utf-8").splitlines(), 1):
        if pattern.search(line):
            return f"{text_path}:{number}"
    return str(text_path)


def _cell(kind: str, cell_id: str, source: str, metadata: dict[str, Any] | None = None) -> NotebookNode:
    make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
    cell = make(source=source.strip("\n"), metadata=metadata or {})
    cell["id"] = cell_id
    return cell


def _nbgrader(name: str, **flags: Any) -> dict[str, Any]:
    marks = {"grade": False, "solution": False, "locked": True, "task": False, "schema_version": 3, "grade_id": name}
    return {"nbgrader": marks | flags}


def _stub(name: str, source: str) -> NotebookNode:
    return _cell("code", name, source, _nbgrader(name, solution=True, locked=False))


def _check(name: str, points: int) -> NotebookNode:
    marks = _nbgrader(f"{name}-check", grade=True, points=points)
    return _cell("code", f"{name}-check", CHECK_CELL.format(name=name), marks)


def _question(name: str, source: str, points: int) -> NotebookNode:
    return _cell("markdown", name, source, _nbgrader(name, task=True, points=points))

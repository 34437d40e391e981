"""Reads definitions out of a reference module, with the markers that part given from asked."""

import ast
from functools import cache
from pathlib import Path

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class BuildError(Exception):
    """The course can't be built as it is written: file, line, what to do."""


@cache
def definitions(path: Path) -> dict[str, str]:
    """The source text of every top-level function and class of a module, by name."""
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise BuildError(f"{path}:{error.lineno}: not Python: {error.msg}") from error
    lines = text.splitlines()
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if node.name in found:
                raise BuildError(f"{path}:{node.lineno}: two definitions of {node.name}; keep one")
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
            found[node.name] += _trailing_marker(lines, node.end_lineno or node.lineno)
    return found


def exercise_source(path: Path, name: str, where: str) -> str:
    """The definition that a student is to write, markers and all."""
    if name not in definitions(path):
        raise BuildError(f"{where}: exercise {name!r}: expected a definition of that name in {path.name}, found none")
    source = definitions(path)[name]
    begins, ends = source.count(BEGIN), source.count(END)
    if begins == 0 or begins != ends:
        line = _line_of(path, name)
        raise BuildError(
            f"{path}:{line}: {name}: expected the answer between {BEGIN!r} and {END!r}, "
            f"found {begins} of the first and {ends} of the second"
        )
    return source


def solution_lines(path: Path) -> list[str]:
    """Every line between the markers of a module: what a release must not contain."""
    inside, found = False, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() == BEGIN:
            inside = True
        elif line.strip() == END:
            inside = False
        elif inside and line.strip():
            found.append(line.strip())
    return found


def without_markers(text: str) -> str:
    """Finished code as students get it."""
    return "".join(line for line in text.splitlines(keepends=True) if line.strip() not in (BEGIN, END))


def _trailing_marker(lines: list[str], end: int) -> str:
    """An end marker after the last statement is a comment, which the syntax tree does not hold."""
    for line in lines[end:]:
        if line.strip() == END:
            return "\n" + line
        if line.strip():
            break
    return ""


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(
        i for i, line in enumerate(lines, 1) if line.startswith((f"def {name}(", f"class {name}(", f"class {name}:"))
    )

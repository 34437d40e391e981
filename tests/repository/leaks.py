"""Looks for answers in what students get: the releases, and the kit made of them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.build.solutions import solution_lines, without_markers
from autograder.checks.answers import find_answers
from autograder.course import Course

SHORTEST = 16  # characters of a line that says something


def forbidden_lines(course: Course, slug: str) -> set[str]:
    """Lines that give an answer of this section or a later one away, or are of its hidden checks or recorded answers.

    A line that also stands in finished code of earlier sections gives nothing away; nor does a line of a hidden
    check or recorded answer that the lesson's own text or its visible checks show.
    """
    modules = course.root / "attn_solutions"
    later = [a for a in course.assignments if a.slug >= slug]
    given = [a.module for a in course.assignments if a.slug < slug] + list(course.assignment(slug).given)
    known = {line for module in given for line in _lines(without_markers((modules / f"{module}.py").read_text()))}
    answers = {line for a in later for line in solution_lines(modules / f"{a.module}.py")}
    others = {line for a in later for line in _hidden_lines(course, a)} - _shown(course, slug)
    return {line for line in (answers | others) - known - _boilerplate(course, slug) if len(line) >= SHORTEST}


def _hidden_lines(course: Course, assignment: Any) -> set[str]:
    """Lines of hidden checks and recorded answers; the sentence of a wrong one is meant to be told."""
    found = set(_lines((course.root / "tests" / "hidden" / f"test_{assignment.module}.py").read_text()))
    for answer in find_answers(course.answers, assignment.slug):
        found |= set(_lines(answer.source)) - {answer.sentence}
    return found


def _shown(course: Course, slug: str) -> set[str]:
    """Lines of the lesson's text and of its visible checks."""
    public = course.root / "tests" / "public" / f"test_{course.assignment(slug).module}.py"
    text = course.source(slug) / f"{slug}.md"
    return {*_lines(public.read_text()), *_lines(text.read_text())}


def leaks(course: Course, slug: str, folder: Path) -> list[str]:
    """Every forbidden line found below a folder, with its file."""
    forbidden = forbidden_lines(course, slug)
    return [f"{path.name}: {line}" for path, line in _texts(folder) if line in forbidden]


def _boilerplate(course: Course, slug: str) -> set[str]:
    """Lines of a stub: signatures, docstrings, and imports, which students are meant to have."""
    found: set[str] = set()
    for assignment in course.assignments:
        text = (course.root / "attn_solutions" / f"{assignment.module}.py").read_text()
        answers = set(solution_lines(course.root / "attn_solutions" / f"{assignment.module}.py"))
        if assignment.slug <= slug:
            found |= set(_lines(text)) - answers
    starts = ("with torch.no_grad():", "import ", "from ", "def ", "class ", "super().__init__", "@", '"""')
    for path in (course.root / "tests").rglob("*.py"):
        found |= {line for line in _lines(path.read_text()) if line.startswith(starts)}
    return found


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".ipynb":
            for cell in json.loads(path.read_text())["cells"]:
                for line in _lines("".join(cell["source"])):
                    yield path, line
        elif path.is_file() and path.suffix in (".py", ".json", ".md", ".txt", ".toml"):
            for line in _lines(path.read_text()):
                yield path, line


def _lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())

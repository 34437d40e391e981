"""Recorded answers: tests/answers/<slug>/<exercise>/{wrong,right}/<id>.py.

The module docstring says what is wrong (wrong) or what is different (right); the code is what a student's
cell would hold; names it does not define come from the reference.
"""

import ast
import linecache
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any


class AnswerError(Exception):
    """A recorded answer can't be read; says which and why."""


@dataclass(frozen=True)
class Answer:
    """One recorded answer."""

    slug: str
    exercise: str
    kind: str  # wrong or right
    path: Path

    @property
    def id(self) -> str:
        """A name that is unique in the bank: 03-scoring-functions/masked_softmax/wrong/no_mask."""
        return f"{self.slug}/{self.exercise}/{self.kind}/{self.path.stem}"

    @property
    def source(self) -> str:
        """The code, docstring included."""
        return self.path.read_text(encoding="utf-8")

    @property
    def code(self) -> str:
        """What a student would have written: the file without its docstring."""
        first = ast.parse(self.source).body[0]
        return "\n".join(self.source.splitlines()[first.end_lineno :]).strip("\n")

    @property
    def sentence(self) -> str:
        """The docstring as one line: the diagnosis, or what is different."""
        return _parsed(self.path)[1]

    def namespace(self, reference: Mapping[str, Any]) -> dict[str, Any]:
        """The names a check sees: the reference's, and this answer's over them."""
        names = {**reference, "__name__": "answer"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(_parsed(self.path)[0], names)  # noqa: S102 - our own recorded files
        if self.exercise not in names:
            raise AnswerError(f"{self.id}: expected it to define {self.exercise}")
        return names


@cache
def _parsed(path: Path) -> tuple[CodeType, str]:
    """The compiled code of an answer, and its docstring as one line."""
    source = path.read_text(encoding="utf-8")
    linecache.cache[str(path)] = (len(source), None, source.splitlines(True), str(path))
    tree = ast.parse(source)
    text = ast.get_docstring(tree)
    if not text:
        raise AnswerError(f"{path}: expected a docstring that says what is wrong or different, found none")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(tree, str(path), "exec"), " ".join(text.split())


def find_answers(folder: Path, slug: str = "*", exercise: str = "*") -> list[Answer]:
    """List the recorded answers below a folder, in a fixed order."""
    return [
        Answer(path.parts[-4], path.parts[-3], path.parts[-2], path)
        for path in sorted(folder.glob(f"{slug}/{exercise}/*/*.py"))
        if path.parts[-2] in ("wrong", "right")
    ]

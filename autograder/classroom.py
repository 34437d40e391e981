"""Makes submissions out of recorded answers: for the demonstration, the benchmarks and the tests."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build.solutions import definitions, without_markers
from autograder.checks.answers import Answer, find_answers
from autograder.course import Course
from autograder.grading.record import write_atomically

NAMES = "ada alan barbara blaise carl dorothy edsger emmy evelyn frances grace hedy ida john joan kurt leonhard".split()


@dataclass(frozen=True)
class Made:
    """One submission: the file's name and bytes, and when it was handed in."""

    student: str
    slug: str
    raw: bytes
    submitted_at: str
    filename: str = ""

    def write(self, submitted: Path) -> Path:
        """Put it where nbgrader puts what it collects."""
        folder = submitted / self.student / self.slug
        path = folder / (self.filename or f"{self.slug}.ipynb")
        write_atomically(path, self.raw)
        write_atomically(folder / "timestamp.txt", self.submitted_at.encode())
        return path


def finished(course: Course, slug: str, answers: Mapping[str, str | None] | None = None) -> NotebookNode:
    """The released notebook with every exercise answered: by the reference, or as `answers` says (None: left open)."""
    notebook = nbformat.read(course.release(slug) / f"{slug}.ipynb", as_version=4)
    known = definitions(course.root / "attn_solutions" / f"{course.assignment(slug).module}.py")
    names = {exercise.name for exercise in course.assignment(slug).exercises}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in names and (answers or {}).get(name, "") is not None:
            cell.source = (answers or {}).get(name) or without_markers(known[name] + "\n").rstrip("\n")
    return notebook


def as_bytes(notebook: NotebookNode) -> bytes:
    """A notebook as the file that is handed in."""
    return nbformat.writes(notebook, version=4).encode()


class Classroom:
    """A class whose students differ in strength; the same seed makes the same class."""

    def __init__(self, course: Course, students: int, seed: int = 0) -> None:
        """Draw the students."""
        self.course = course
        self._random = random.Random(seed)
        self.students = [f"{NAMES[i % len(NAMES)]}{i // len(NAMES) or ''}" for i in range(students)]
        self.strength = {student: self._random.betavariate(4, 1.5) for student in self.students}

    def submissions(self, slug: str) -> Iterator[Made]:
        """One submission of each student: exercises answered right, in other right ways, wrong, or left open."""
        bank = find_answers(self.course.answers, slug)
        due = datetime.fromisoformat(self.course.assignment(slug).due)
        for student in self.students:
            answers = {
                exercise.name: self._answer(student, [a for a in bank if a.exercise == exercise.name])
                for exercise in self.course.assignment(slug).exercises
            }
            late = self._random.random() < 0.1
            at = due + timedelta(hours=self._random.uniform(2, 60) if late else -self._random.uniform(1, 90))
            raw = as_bytes(finished(self.course, slug, answers))
            yield Made(student, slug, raw, at.isoformat(timespec="seconds"))

    def _answer(self, student: str, bank: list[Answer]) -> str | None:
        luck, strength = self._random.random(), self.strength[student]
        right = [answer for answer in bank if answer.kind == "right"]
        wrong = [answer for answer in bank if answer.kind == "wrong"]
        if luck < strength:
            return self._random.choice(right).code if right and self._random.random() < 0.3 else ""
        if luck < strength + 0.8 * (1 - strength) and wrong:
            return self._random.choice(wrong).code
        return None

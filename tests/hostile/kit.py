"""Makes notebooks of hostile submissions, hands them in between honest ones, and grades them in one batch.

A submission is one file below submissions/<family>/: a docstring that says what it tries and what must come
of it, and some of the names in `Hostile`. Leaves out: what is asserted (test_hostile.py).
"""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from nbformat import NotebookNode, v4

from autograder.classroom import Classroom, Made, as_bytes, finished
from autograder.course import open_course

ROOT = Path(__file__).resolve().parents[2]
SUBMISSIONS = Path(__file__).parent / "submissions"
SLUG, TARGET = "03-scoring-functions", "sum_scores"  # nothing else of section 3 builds on the target
SECRET = "a secret of the hostile suite"  # noqa: S105 - so that the data of the checks repeat
SUBMITTED_AT = "2027-02-20T10:00:00+00:00"
WRONG = """
def sum_scores(queries, keys):
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
# Small enough for the whole suite to be quick; a cell's time by the clock is 4 times its processor time.
LIMITS = {
    "cpu_seconds": 10, "wall_seconds": 40, "cell_cpu_seconds": 1, "probe_cpu_seconds": 1,
    "memory_mb": 300, "disk_mb": 8, "output_kb": 64, "open_files": 64,
}  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """One hostile or broken submission, as its file describes it."""

    family: str
    name: str
    module: ModuleType

    @property
    def student(self) -> str:
        """Whose submission it is in the batch."""
        return f"{self.family}-{self.name.replace('_', '-')}"

    def _get(self, name: str, default: Any) -> Any:
        return getattr(self.module, name, default)

    @property
    def trick(self) -> str:
        """Code that stands above a wrong answer of the target: with it the wrong answer should pass."""
        return self._get("TRICK", "")

    @property
    def pays(self) -> str:
        """The way of testing without a wall where the trick gives full marks (see floor.py); empty if none."""
        return self._get("PAYS", "")

    @property
    def status(self) -> str:
        """How the submission ends."""
        return self._get("STATUS", "could_not_grade" if self.reason else "graded")

    @property
    def reason(self) -> str:
        """Words of the reason why it can't be graded."""
        return self._get("REASON", "")

    @property
    def at_peers(self) -> bool:
        """Whether it makes sense at another grader, and can't harm the machine there."""
        return self._get("PEERS", True)

    @property
    def incidents(self) -> set[str]:
        """Kinds of incidents that the record must name."""
        return self._get("INCIDENTS", set())

    @cached_property
    def answers(self) -> dict[str, str | None]:
        """Answers in place of the right ones."""
        own = {TARGET: self.trick + WRONG} if self.trick else {}
        return own | self._get("ANSWERS", {})

    @property
    def loses(self) -> set[str]:
        """Exercises that get no point; all others get all of theirs."""
        return self._get("LOSES", set(self.answers))

    def answered(self, marks: dict[str, str]) -> NotebookNode:
        """The notebook of section 3 with all its answers."""
        return finished(open_course(ROOT), SLUG, {name: filled(text, marks) for name, text in self.answers.items()})

    def with_own_cells(self, notebook: NotebookNode, marks: dict[str, str]) -> bytes:
        """The bytes that are handed in: a notebook with answers, its own cells, and what it does to the file."""
        for cell, place in ((self._get("CELL", ""), 5), (self._get("LAST", ""), len(notebook.cells) + 1)):
            if cell:
                notebook.cells.insert(place, v4.new_code_cell(filled(cell, marks), id=f"own-cell-{place}"))
        build: Callable[[NotebookNode], bytes | NotebookNode] = self._get("build", as_bytes)
        built = build(notebook)
        return built if isinstance(built, bytes) else as_bytes(built)

    def hand_in(self, submitted: Path, marks: dict[str, str], notebook: NotebookNode | None = None) -> None:
        """Put it where collected submissions lie, with whatever comes beside the notebook (ours, or a peer's)."""
        raw = self.with_own_cells(notebook or self.answered(marks), marks)
        made = Made(self.student, SLUG, raw, SUBMITTED_AT, self._get("FILENAME", ""))
        path = made.write(submitted)
        self._get("beside", lambda _: None)(path.parent)


def filled(code: str | None, marks: dict[str, str]) -> str | None:
    """Put this run's places and its mark into code: MARK, CHECKOUT, GRADING, ..."""
    for name, value in marks.items():
        code = code.replace(name, value) if code else code
    return code


def load(path: Path) -> Hostile:
    """Read one submission's file."""
    spec = importlib.util.spec_from_file_location(f"hostile_{path.parent.name}_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Hostile(path.parent.name, path.stem, module)


def submissions() -> list[Hostile]:
    """All of them, family by family."""
    return [load(path) for path in sorted(SUBMISSIONS.glob("*/*.py"))]


def course_root(folder: Path) -> Path:
    """The course with smaller limits: links to everything but the table."""
    folder.mkdir(parents=True)
    for name in ("attn_solutions", "source", "release", "tests", "nbgrader_config.py"):
        (folder / name).symlink_to(ROOT / name)
    table = (ROOT / "course_config.py").read_text(encoding="utf-8")
    lines = []
    for line in table.splitlines():
        name = line.strip().split(":")[0]
        lines.append(f"    {name}: int = {LIMITS[name]}" if f"{name}: int =" in line and name in LIMITS else line)
    (folder / "course_config.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def honest() -> Iterator[Made]:
    """Ten ordinary students: right, wrong and open answers. Their names fall between those of the hostile ones."""
    families = sorted({path.name for path in SUBMISSIONS.iterdir() if path.is_dir()})
    for number, made in enumerate(Classroom(open_course(ROOT), 10, seed=5).submissions(SLUG)):
        place = families[number % len(families)]
        yield Made(f"{place}-{'amz'[number % 3]}-honest{number}", SLUG, made.raw, SUBMITTED_AT)

"""Finds the course and reads its one table; a table that is missing or broken stops every command."""

import importlib
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.checks import tolerance
from autograder.checks.language import Check, load_checks

TABLE = "course_config.py"


class CourseError(Exception):
    """The course can't be used as it is; says what is wrong and what to do."""


class Course:
    """A checkout of the course: where things are and what the table says."""

    def __init__(self, root: Path, config: ModuleType) -> None:
        """Keep the root and the table, after a look at both."""
        self.root, self.config = root, config
        self.assignments: tuple[Any, ...] = config.ASSIGNMENTS
        self._look()
        tolerance.use(config.TOLERANCES, config.WEIGHT_TOLERANCE)

    @property
    def slugs(self) -> list[str]:
        """All assignments in their order."""
        return [assignment.slug for assignment in self.assignments]

    def assignment(self, slug: str) -> Any:
        """The row of one assignment; its number (`03`) or name will do for its slug."""
        fitting = [a for a in self.assignments if slug in (a.slug, a.slug[:2], a.slug[3:])]
        if not fitting:
            raise CourseError(f"assignment: expected one of {', '.join(self.slugs)}, got {slug!r}")
        return fitting[0]

    @property
    def db_url(self) -> str:
        """The gradebook that the table names, with the driver that we bring; empty if it names none."""
        kind, _, rest = str(getattr(self.config, "DB_URL", "")).partition("://")
        kind = "postgresql+psycopg2" if kind in ("postgres", "postgresql") else kind
        return f"{kind}://{rest}" if kind else ""

    def source(self, slug: str) -> Path:
        """Where the text of an assignment is written."""
        return self.root / "source" / slug

    def release(self, slug: str) -> Path:
        """What students of an assignment get."""
        return self.root / "release" / slug

    @property
    def answers(self) -> Path:
        """The recorded answers."""
        return self.root / "tests" / "answers"

    def checks(self, slug: str) -> list[Check]:
        """All checks of an assignment, in the table's order of exercises, visible ones first."""
        module = self.assignment(slug).module
        found: list[Check] = []
        for visible, folder in ((True, "public"), (False, "hidden")):
            path = self.root / "tests" / folder / f"test_{module}.py"
            if path.exists():
                found += _checks_of(path, visible)
        order = {exercise.name: place for place, exercise in enumerate(self.assignment(slug).exercises)}
        strangers = sorted({check.exercise for check in found} - set(order))
        if strangers:
            raise CourseError(f"{slug}: checks for exercises that {TABLE} does not have: {', '.join(strangers)}")
        return sorted(found, key=lambda check: order[check.exercise])

    def reference(self, slug: str) -> dict[str, Any]:
        """The reference's names for one assignment: given code, earlier sections, its own last. Trusted side only."""
        assignment = self.assignment(slug)
        earlier = [other.module for other in self.assignments if other.slug < assignment.slug]
        names: dict[str, Any] = {}
        for module in (*assignment.given, *earlier, assignment.module):
            names |= vars(importlib.import_module(f"attn_solutions.{module}"))
        return names

    def _look(self) -> None:
        if len(set(self.slugs)) != len(self.slugs):
            raise CourseError(f"{TABLE}: two assignments of one slug among {', '.join(self.slugs)}")
        for assignment in self.assignments:
            parts = [*assignment.exercises, *assignment.questions]
            names = [part.name for part in parts]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise CourseError(f"{TABLE}: {assignment.slug}: two exercises of one name: {', '.join(twice)}")
            total = sum(part.points for part in parts)
            if total != assignment.points:
                raise CourseError(
                    f"{TABLE}: {assignment.slug}: points: expected {assignment.points} as the row says, "
                    f"its exercises and questions add up to {total}"
                )


@cache
def _checks_of(path: Path, visible: bool) -> list[Check]:
    return load_checks(path, visible)


@cache
def open_course(start: Path | None = None) -> Course:
    """Find the course at or above a folder (or beside this package) and read its table."""
    named = start or os.environ.get("ATTN_COURSE")
    here = Path(named or Path.cwd()).resolve()
    beside = () if named else (Path(__file__).resolve().parents[1],)  # who names a place means that place
    for folder in (here, *here.parents, *beside):
        if (folder / TABLE).is_file():
            return Course(folder, _table(folder))
    raise CourseError(f"course: expected {TABLE} in {here} or a folder above it, found none")


def _table(root: Path) -> ModuleType:
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        return importlib.import_module(TABLE.removesuffix(".py"))
    except Exception as error:
        raise CourseError(f"{root / TABLE}: could not be read: {type(error).__name__}: {error}") from error

"""`attn build`: everything is made in a temporary course first, and put in place only when all of it is right."""

import filecmp
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.build.handout import look_at_headings, write_checks, write_given
from autograder.build.lesson import source_notebook
from autograder.build.solutions import BuildError
from autograder.course import Course
from autograder.stock import caught_log, without_alembic

BUILT = ("given", "checks")
TEXT_ONLY = ["*.md", "hints.toml"]  # what authors write, and students don't get
IGNORED = [".ipynb_checkpoints", "*.pyc", "__pycache__", *TEXT_ONLY]


@dataclass(frozen=True)
class Stale:
    """One committed file that is not what a build makes."""

    path: str
    why: str


def build(course: Course, slugs: list[str], check: bool = False) -> list[Stale]:
    """Build assignments; with `check` only tell what is stale."""
    with tempfile.TemporaryDirectory(prefix="attn-build-") as made_in:
        made = Path(made_in)
        for slug in slugs:
            _write_source(course, slug, made / "source" / slug)
        for slug in slugs:
            _generate(course, slug, made)
        stale = [item for slug in slugs for item in _differences(course, made, slug)]
        if not check:
            for slug in slugs:
                _put_in_place(course, made, slug)
        return stale


def built_paths(course: Course, slug: str) -> Iterator[Path]:
    """The committed places that a build writes, from the root."""
    yield from (course.source(slug) / name for name in (f"{slug}.ipynb", *BUILT))
    yield course.release(slug)


def _write_source(course: Course, slug: str, folder: Path) -> None:
    text = course.source(slug) / f"{slug}.md"
    if not text.exists():
        raise BuildError(f"{text}: expected the text of the lesson, found no such file")
    folder.mkdir(parents=True)
    module = course.root / "attn_solutions" / f"{course.assignment(slug).module}.py"
    look_at_headings(course, slug)
    notebook = source_notebook(text, module, course.assignment(slug))
    nbformat.write(notebook, folder / f"{slug}.ipynb")
    write_given(course, slug, folder / "given")
    write_checks(course, slug, folder / "checks")


def _generate(course: Course, slug: str, made: Path) -> None:
    """Let nbgrader make the release, with a gradebook that is thrown away."""
    settings = Config()
    settings.CourseDirectory.root = str(made)
    settings.CourseDirectory.course_id = course.config.COURSE_ID
    settings.CourseDirectory.db_url = f"sqlite:///{made / 'gradebook.db'}"
    settings.CourseDirectory.assignment_id = slug
    settings.CourseDirectory.ignore = IGNORED
    without_alembic()
    with caught_log() as log:
        converter = GenerateAssignment(coursedir=CourseDirectory(config=settings), config=settings)
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise BuildError(f"{slug}: nbgrader could not make the release: {error}\n{log.getvalue()}") from error


def _pairs(course: Course, made: Path, slug: str) -> list[tuple[Path, Path]]:
    """(what was made, where it belongs)."""
    return [(made / path.relative_to(course.root), path) for path in built_paths(course, slug)]


def _differences(course: Course, made: Path, slug: str) -> Iterator[Stale]:
    for new, old in _pairs(course, made, slug):
        names = {path.relative_to(new) for path in _files(new)} | {path.relative_to(old) for path in _files(old)}
        for name in sorted(names):
            fresh, kept = new / name, old / name
            shown = str(kept.relative_to(course.root))
            if not kept.is_file():
                yield Stale(shown, "is missing; run `attn build`")
            elif not fresh.is_file():
                yield Stale(shown, "is not made by a build; delete it or run `attn build`")
            elif not filecmp.cmp(fresh, kept, shallow=False):
                yield Stale(shown, "is not what its text, answers and checks make; run `attn build`, never edit it")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [
        file
        for file in path.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not _hidden(file, path)
    ]


def _hidden(file: Path, top: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(top).parts)


def _put_in_place(course: Course, made: Path, slug: str) -> None:
    for new, old in _pairs(course, made, slug):
        old.parent.mkdir(parents=True, exist_ok=True)
        if new.is_file():
            shutil.copyfile(new, old)
            continue
        fresh = old.with_name(f".{old.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(new, fresh)
        shutil.rmtree(old, ignore_errors=True)
        fresh.rename(old)


def summary(stale: list[Stale]) -> dict[str, Any]:
    """What `attn build --json` prints."""
    return {"stale": [{"path": item.path, "why": item.why} for item in stale]}

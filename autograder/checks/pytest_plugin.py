"""Checks as ordinary pytest tests: against the reference, a recorded answer, or a notebook.

pytest tests/hidden                                against the reference
pytest tests/hidden --answer tests/answers/.../wrong/no_mask.py
pytest tests/hidden --submission FILE.ipynb        in the sandbox
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import pytest

from autograder.checks.answers import Answer
from autograder.checks.draw import Draw
from autograder.checks.expected import Computed
from autograder.checks.language import Check
from autograder.checks.runner import Ask, Student
from autograder.checks.seeds import public_seed
from autograder.course import Course, open_course
from autograder.probing import answer as run_probe


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say whom the checks are run against."""
    group = parser.getgroup("attn")
    group.addoption("--answer", type=Path, help="a recorded answer to run the checks of its exercise against")
    group.addoption("--submission", type=Path, help="a notebook to run the checks of its assignment against")


class World:
    """The course, and the one that the checks of a session are run against."""

    def __init__(self, config: pytest.Config) -> None:
        """Find the course; open the answer or the notebook when it is first needed."""
        self.course: Course = open_course(config.rootpath)
        self.expected: dict[str, Computed] = {}
        self.answer_file: Path | None = config.getoption("--answer")
        self.notebook: Path | None = config.getoption("--submission")
        self.checks = {
            (check.visible, slug, check.name): check for slug in self.course.slugs for check in self.course.checks(slug)
        }

    def find(self, item: pytest.Item) -> tuple[str, Check] | None:
        """The check behind a collected test, and its assignment."""
        visible = item.path.parent.name == "public"
        for (seen, slug, name), check in self.checks.items():
            if seen == visible and name == item.name and self.course.assignment(slug).module == item.path.stem[5:]:
                return slug, check
        return None

    def ask(self, slug: str) -> Ask:
        """Whom to ask about an assignment: the reference, or the answer named on the command line."""
        names = self.course.reference(slug)
        if self.answer_file:
            path = self.answer_file.resolve()
            names = Answer(path.parts[-4], path.parts[-3], path.parts[-2], path).namespace(names)
        return lambda probe, seed: run_probe(probe, names, seed)

    def wanted(self, slug: str, check: Check) -> bool:
        """Whether a check has something to say about whom it is run against."""
        if self.answer_file:
            return self.answer_file.resolve().parts[-4:-2] == (slug, check.exercise)
        return self.notebook is None or self.notebook.stem == slug


def _world(config: pytest.Config) -> World:
    if not hasattr(config, "attn_world"):
        config.attn_world = World(config)  # type: ignore[attr-defined]
    return config.attn_world  # type: ignore[attr-defined]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Look at every check file by its rules, and leave out the checks that don't concern the one named."""
    for item in list(items):
        if item.path.parent.name in ("public", "hidden") and item.path.parents[1].name == "tests":
            found = _world(config).find(item)
            if found is None:
                raise pytest.UsageError(f"{item.nodeid}: expected @exercise(...) above it, found none")
            if not _world(config).wanted(*found):
                items.remove(item)
            elif isinstance(item, pytest.Function):
                cloudpickle.register_pickle_by_value(item.module)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of this check's data."""
    found = _world(request.config).find(request.node)
    assert found
    return public_seed(found[1])


@pytest.fixture
def draw(seed: int) -> Draw:
    """Seeded data."""
    return Draw(seed)


@pytest.fixture
def expected(request: pytest.FixtureRequest, seed: int) -> Any:
    """What the reference computes."""
    world = _world(request.config)
    slug, check = world.find(request.node) or ("", None)
    assert check
    if slug not in world.expected:
        world.expected[slug] = Computed(world.course.reference(slug))
    return world.expected[slug].for_check(check.name, seed)


@pytest.fixture(scope="session")
def submission(request: pytest.FixtureRequest) -> Iterator[Ask | None]:
    """The notebook named on the command line, opened in the sandbox once for all checks."""
    world = _world(request.config)
    if world.notebook is None:
        yield None
        return
    from autograder.grading.opened import opened  # the sandbox is needed only here

    with opened(world.course, world.notebook) as ask:
        yield ask


@pytest.fixture
def student(request: pytest.FixtureRequest, seed: int, submission: Ask | None) -> Student:
    """The one who is asked."""
    found = _world(request.config).find(request.node)
    assert found
    return Student(submission or _world(request.config).ask(found[0]), seed)

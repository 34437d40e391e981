"""What lies beside a student's notebook in `checks/`: visible checks, expectations, known mistakes, hints."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from autograder.checks import tolerance
from autograder.checks.diagnosis import Mistake, diagnose, recorded_mistakes
from autograder.checks.expected import Recorded
from autograder.checks.language import Check, load_checks
from autograder.checks.runner import Ask, Outcome, run_checks
from autograder.checks.seeds import public_seed
from autograder.sandbox.frames import FrameError
from autograder.sandbox.plaindata import unpack

FIGURES = "{check}: figures"  # where the figures of a check's reference are kept among the expectations


class HandoutError(Exception):
    """The folder is not what a student was given; says what is missing."""


@contextmanager
def _whole(folder: Path) -> Iterator[None]:
    """Say what a missing or damaged hand-out means to its student."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, FrameError) as error:
        raise HandoutError(
            f"checks: expected the folder `checks` of the hand-out beside the notebook in {folder}, "
            f"could not read it ({type(error).__name__}). Was the notebook moved without its folder? Unpack it again."
        ) from error


def read_facts(folder: Path) -> dict[str, Any]:
    """What a hand-out says of itself: slug, title, exercises, checks."""
    with _whole(folder):
        facts: dict[str, Any] = json.loads((folder / "checks" / "checks.json").read_text(encoding="utf-8"))
        if not isinstance(facts, dict) or not {"slug", "title", "exercises"} <= facts.keys():
            raise ValueError("facts are missing")
    return facts


class Handout:
    """One assignment as it was handed out."""

    def __init__(self, folder: Path) -> None:
        """Read the folder's `checks`."""
        self.folder = folder
        self.facts = read_facts(folder)
        with _whole(folder):
            expected = unpack((folder / "checks" / "expected.bin").read_bytes())
        self.values: dict[str, list[Any]] = expected
        self.expected = Recorded(expected)
        self.checks: list[Check] = load_checks(folder / "checks" / "visible.py", visible=True)
        self.exercises: dict[str, dict[str, Any]] = {row["name"]: row for row in self.facts["exercises"]}
        tolerance.use(self.facts["tolerances"], self.facts["weight_tolerance"])

    @property
    def slug(self) -> str:
        """The assignment's name."""
        return str(self.facts["slug"])

    @property
    def title(self) -> str:
        """Number and title, as a report is headed: 03 Scoring functions."""
        return f"{self.slug[:2]} {self.facts['title']}"

    def checks_of(self, exercise: str) -> list[Check]:
        """The visible checks of one exercise."""
        if exercise not in self.exercises:
            raise HandoutError(f"exercise: expected one of {', '.join(self.exercises)}, got {exercise!r}")
        return [check for check in self.checks if check.exercise == exercise]

    def mistakes(self, exercise: str) -> list[Mistake]:
        """The known mistakes of one exercise."""
        return recorded_mistakes(self.exercises[exercise]["mistakes"])

    def run(self, exercise: str, ask: Ask) -> list[Outcome]:
        """Run the visible checks of one exercise and look for the mistake behind a failure."""
        outcomes = run_checks(self.checks_of(exercise), ask, self.expected, public_seed)
        diagnose(outcomes, self.mistakes(exercise))
        return outcomes

    def figures(self, check: Check) -> list[Any]:
        """What the expected figures of a check look like, one for each call of the student's code."""
        return self.values.get(FIGURES.format(check=check.name), [])


@cache
def handout_at(folder: Path) -> Handout:
    """The hand-out in a folder, read once."""
    return Handout(folder)

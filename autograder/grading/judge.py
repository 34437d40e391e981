"""The trusted side: asks the checks of an assignment of one submission, and decides.

It never runs a line of a submission. It holds the reference, the hidden checks and the recorded answers; the
submission answers probes from wherever it is locked in.
"""

from collections.abc import Callable
from typing import Any

from autograder.checks import words
from autograder.checks.answers import Answer, find_answers
from autograder.checks.bench import Bench
from autograder.checks.diagnosis import diagnose
from autograder.checks.language import Check
from autograder.checks.runner import PASS, UNDECIDED, Ask, Outcome, run_checks
from autograder.course import Course
from autograder.grading.patience import TooLong, patience
from autograder.grading.record import printable
from autograder.lean import without_compiler

PATIENCE = 120  # seconds of our own processor time that one exercise may take
SHOWN = 2000  # characters of a message that are kept


class Judge:
    """All checks of one assignment, collected once and run for one submission after another."""

    def __init__(self, course: Course, slug: str) -> None:
        """Collect checks, reference and known mistakes."""
        without_compiler()
        self.course, self.slug = course, slug
        self.assignment = course.assignment(slug)
        self.checks = course.checks(slug)
        self.wrong: dict[str, list[Answer]] = {}
        for answer in find_answers(course.answers, slug):
            if answer.kind == "wrong":
                self.wrong.setdefault(answer.exercise, []).append(answer)

    def judge(self, ask_next: Callable[[], Ask], seed_of: Callable[[Check], int]) -> list[dict[str, Any]]:
        """Run every check; give the exercises of the record. `ask_next` says whom to ask about the next exercise."""
        return [self._within_patience(exercise, ask_next(), seed_of) for exercise in self.assignment.exercises]

    def unreached(self) -> list[dict[str, Any]]:
        """The exercises of a record where nothing could be asked."""
        rows = []
        for exercise in self.assignment.exercises:
            checks = [c for c in self.checks if c.exercise == exercise.name]
            rows.append(_row(exercise, [Outcome(c, "undecided", "not reached", "needs") for c in checks]))
        return rows

    def _within_patience(self, exercise: Any, ask: Ask, seed_of: Callable[[Check], int]) -> dict[str, Any]:
        try:
            with patience(PATIENCE):
                return self._exercise(exercise, ask, seed_of)
        except TooLong:
            why = f"our side was not done with {exercise.name} after {PATIENCE} s of processor time"
            checks = [check for check in self.checks if check.exercise == exercise.name]
            return _row(exercise, [Outcome(c, UNDECIDED, words.OURS_BROKE, "ours", diagnosis=why) for c in checks])

    def _exercise(self, exercise: Any, ask: Ask, seed_of: Callable[[Check], int]) -> dict[str, Any]:
        bench = Bench(self.course, self.slug, [c for c in self.checks if c.exercise == exercise.name], seed_of)
        outcomes = run_checks(bench.checks, ask, bench.expected, seed_of, bench.reference)
        self._explain(exercise.name, bench, outcomes)
        return _row(exercise, outcomes)

    def _explain(self, exercise: str, bench: Bench, outcomes: list[Outcome]) -> None:
        """Look for the known mistake behind the failures, on the data of this submission."""
        if any(o.outcome == "fail" and o.kind in ("gap", "confused", "error") for o in outcomes):
            diagnose(outcomes, [bench.mistake(answer) for answer in self.wrong.get(exercise, [])])


def _row(exercise: Any, outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "points": sum(outcome.points for outcome in outcomes),
        "max_points": exercise.points,
        "checks": [_check_row(outcome) for outcome in outcomes],
    }


def _check_row(outcome: Outcome) -> dict[str, Any]:
    message = words.NOT_STARTED if outcome.kind in ("unfinished", "missing") else outcome.message
    return {
        "name": outcome.check.name,
        "claim": outcome.check.claim,
        "visible": outcome.check.visible,
        "kind": outcome.kind,
        "outcome": outcome.outcome,
        "points": outcome.points,
        "max_points": outcome.check.points,
        "message": "" if outcome.outcome == PASS else printable(message[:SHOWN]),
        "diagnosis": printable(outcome.diagnosis[:SHOWN]),
    }

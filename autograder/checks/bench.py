"""Recorded answers on the bench: run through the checks of one exercise, each once, beside the reference."""

from collections.abc import Callable
from functools import cache

from autograder.checks.answers import Answer
from autograder.checks.diagnosis import Mistake
from autograder.checks.expected import Computed
from autograder.checks.fingerprint import Print, fingerprint
from autograder.checks.language import Check
from autograder.checks.runner import PASS, UNDECIDED, Ask, Outcome, run_check, run_checks
from autograder.checks.seeds import public_seed
from autograder.course import Course
from autograder.probing import answer as run_probe


class Bench:
    """Runs recorded answers through the checks of one exercise, each once."""

    def __init__(
        self, course: Course, slug: str, checks: list[Check], seed_of: Callable[[Check], int] | None = None
    ) -> None:
        """Keep the reference's expectations between answers."""
        self.checks = checks
        self.names = course.reference(slug)
        self.expected = Computed(self.names)
        self.seed_of = seed_of or public_seed
        self.reference: Ask = lambda probe, seed: run_probe(probe, self.names, seed)
        self.run, self.print = cache(self._run), cache(self._print)  # of this bench alone, and gone with it
        self._names = cache(lambda answer: answer.namespace(self.names))

    def expect(self) -> list[Outcome]:
        """Run the reference, so that all expectations are there before an answer can spoil the data in its place."""
        return run_checks(self.checks, self.reference, self.expected, self.seed_of)

    def _run(self, answer: Answer) -> list[Outcome]:
        names = self._names(answer)
        return run_checks(
            self.checks, lambda probe, seed: run_probe(probe, names, seed), self.expected, self.seed_of, self.reference
        )

    def prints(self, answer: Answer) -> dict[str, list[Print]]:
        """What an answer brings back in each check that was run."""
        return {
            o.check.name: [fingerprint(reply) for reply in o.replies]
            for o in self.run(answer)
            if o.outcome != UNDECIDED
        }

    def mistake(self, answer: Answer) -> Mistake:
        """A wrong answer as a known mistake, run through a check when that check is asked about."""
        return Mistake(answer.id, answer.sentence, lambda name: self.print(answer, name), lambda: self.fails(answer))

    def mistake_of_run(self, answer: Answer) -> Mistake:
        """A wrong answer that has been run through all checks as a known mistake."""
        return Mistake(answer.id, answer.sentence, self.prints(answer).get, lambda: self.fails(answer))

    def fails(self, answer: Answer) -> frozenset[str]:
        """The checks that an answer does not pass."""
        return frozenset(outcome.check.name for outcome in self.run(answer) if outcome.outcome != PASS)

    def _print(self, answer: Answer, name: str) -> list[Print] | None:
        check = next(check for check in self.checks if check.name == name)
        try:
            names = self._names(answer)
        except Exception:  # a broken file in the bank is said by the audit, and explains nothing here
            return None
        outcome = run_check(
            check, lambda probe, seed: run_probe(probe, names, seed), self.expected, self.seed_of(check)
        )
        return [fingerprint(reply) for reply in outcome.replies]

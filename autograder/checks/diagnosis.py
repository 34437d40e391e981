"""From a failed check to the misunderstanding behind it.

Known mistakes are run on the same data; the one that computes what the student computed gives its sentence.
What is compared is every check of the exercise, passed ones too, so that a mistake shown by one check alone
is not taken for a broader one. If several mistakes fit, the more general is said: the one that fails more checks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from autograder.checks.fingerprint import Print, alike, fingerprint
from autograder.checks.runner import FAIL, PASS, Outcome


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its sentence, what it brings back in a check (None: nothing), how many checks it fails.

    Both are asked for only when needed: most mistakes are ruled out by their first answer to one failed check.
    """

    id: str
    sentence: str
    prints: Callable[[str], list[Print] | None]
    failures: Callable[[], int]


def recorded_mistakes(rows: list[Mapping[str, object]]) -> list[Mistake]:
    """Read the mistakes of one exercise as a release carries them."""
    mistakes = []
    for row in rows:
        prints: dict[str, list[Print]] = row["prints"]  # type: ignore[assignment]
        mistakes.append(Mistake(str(row["id"]), str(row["sentence"]), prints.get, partial(int, str(row["failures"]))))
    return mistakes


def diagnose(outcomes: list[Outcome], mistakes: list[Mistake]) -> Mistake | None:
    """Find the mistake that explains the failed checks of one exercise, and write its sentence to them."""
    failed = [outcome for outcome in outcomes if outcome.outcome == FAIL and outcome.kind != "unfinished"]
    if not failed:
        return None
    passed = [outcome for outcome in outcomes if outcome.outcome == PASS]
    for witnesses in (failed + passed, failed, failed[:1]):
        fitting = [mistake for mistake in mistakes if all(_fits(mistake, outcome) for outcome in witnesses)]
        if fitting:
            chosen = max(fitting, key=lambda mistake: mistake.failures()) if len(fitting) > 1 else fitting[0]
            for outcome in failed:
                if _fits(chosen, outcome):
                    outcome.diagnosis = chosen.sentence
            return chosen
    return None


def _fits(mistake: Mistake, outcome: Outcome) -> bool:
    prints = mistake.prints(outcome.check.name)
    return prints is not None and alike(prints, [fingerprint(reply) for reply in outcome.replies])

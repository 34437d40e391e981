"""From a failed check to the misunderstanding behind it.

Known mistakes are run on the same data; the one that computes what the student computed gives its sentence. A wrong
sentence misleads more than none, so the evidence comes in three strengths: the mistake agrees in every check of the
exercise, passed ones too; in every failed one; in the first. If several mistakes fit, the more general is said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from autograder.checks.fingerprint import Print, alike, fingerprint
from autograder.checks.runner import FAIL, PASS, Outcome

BY_CHANCE = 12  # numbers: in a small example two mistakes may well agree in fewer


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its sentence, what it brings back in a check (None: nothing), which checks it fails.

    Both are asked for only when needed: most mistakes are ruled out by their first answer to one failed check.
    """

    id: str
    sentence: str
    prints: Callable[[str], list[Print] | None]
    fails: Callable[[], frozenset[str]]


def recorded_mistakes(rows: list[Mapping[str, object]]) -> list[Mistake]:
    """Read the mistakes of one exercise as a release carries them."""
    mistakes = []
    for row in rows:
        prints: dict[str, list[Print]] = row["prints"]  # type: ignore[assignment]
        fails: list[str] = row["fails"]  # type: ignore[assignment]
        mistakes.append(Mistake(str(row["id"]), str(row["sentence"]), prints.get, partial(frozenset[str], fails)))
    return mistakes


def diagnose(outcomes: list[Outcome], mistakes: list[Mistake]) -> Mistake | None:
    """Find the mistake that explains the failed checks of one exercise, and write its sentence to them."""
    failed = [outcome for outcome in outcomes if outcome.outcome == FAIL and outcome.kind != "unfinished"]
    passed = [outcome for outcome in outcomes if outcome.outcome == PASS]
    if not failed:
        return None
    for strength in (_everywhere, _in_all_failed, _in_the_first_failed):
        fitting = [mistake for mistake in mistakes if strength(mistake, failed, passed)]
        if fitting:
            chosen = max(fitting, key=lambda mistake: len(mistake.fails()))
            for outcome in _explained(chosen, failed):
                outcome.diagnosis = chosen.sentence
            return chosen
    return None


def _everywhere(mistake: Mistake, failed: list[Outcome], passed: list[Outcome]) -> bool:
    return all(_agrees(mistake, outcome) for outcome in (*failed, *passed)) and _fails_all(mistake, failed)


def _in_all_failed(mistake: Mistake, failed: list[Outcome], passed: list[Outcome]) -> bool:
    return (
        all(_agrees(mistake, outcome) for outcome in failed)
        and _fails_all(mistake, failed)
        and _is_no_broader(mistake, passed)
    )


def _in_the_first_failed(mistake: Mistake, failed: list[Outcome], passed: list[Outcome]) -> bool:
    """Of two mistakes at once the first to show; if it explains most failures, or more numbers than agree by chance."""
    explained = _explained(mistake, failed[:1]) and _explained(mistake, failed)
    values = [reply.value for outcome in explained for reply in outcome.replies if not reply.failure]
    enough = 2 * len(explained) > len(failed) or sum(map(_count, values)) >= BY_CHANCE
    return bool(values) and enough and _is_no_broader(mistake, passed)


def _count(value: Any) -> int:
    """How many numbers a reply has."""
    if isinstance(value, torch.Tensor):
        return value.numel()
    if isinstance(value, dict):
        return _count(list(value.values()))
    return sum(map(_count, value)) if isinstance(value, list | tuple) else isinstance(value, float)


def _explained(mistake: Mistake, failed: list[Outcome]) -> list[Outcome]:
    agreeing = [outcome for outcome in failed if _agrees(mistake, outcome)]
    return [outcome for outcome in agreeing if outcome.check.name in mistake.fails()]


def _fails_all(mistake: Mistake, failed: Iterable[Outcome]) -> bool:
    return mistake.fails() >= {outcome.check.name for outcome in failed}


def _is_no_broader(mistake: Mistake, passed: list[Outcome]) -> bool:
    """It fails at most one check that this student passes."""
    return len(mistake.fails() & {outcome.check.name for outcome in passed}) <= 1


def _agrees(mistake: Mistake, outcome: Outcome) -> bool:
    prints = mistake.prints(outcome.check.name)
    return prints is not None and alike(prints, [fingerprint(reply) for reply in outcome.replies])

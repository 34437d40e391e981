"""Runs checks against whatever runs the student's code, and says for each how it ended.

The same runner serves the notebook, the command line, pytest, the audit and the grader. (A pytest session
inside the grader was tried: it does nothing for a check that this does not, at several times the cost.)
"""

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.checks import words
from autograder.checks.draw import Draw
from autograder.checks.expected import Expected, OurFault
from autograder.checks.language import Check
from autograder.checks.verdicts import Gap
from autograder.probing import Failure, Probe, Reply

Ask = Callable[[Probe, int], Reply]
PASS, FAIL, UNDECIDED = "pass", "fail", "undecided"


class NoValue(Exception):
    """A probe brought nothing back."""

    def __init__(self, failure: Failure) -> None:
        """Keep the reason."""
        super().__init__(words.failure_sentence(failure))
        self.failure = failure


class Student:
    """What a check calls: ships the probe, hands back the value, and remembers what came back."""

    def __init__(self, ask: Ask, seed: int) -> None:
        """Ask under one seed."""
        self._ask, self._seed = ask, seed
        self.replies: list[Reply] = []

    def __call__(self, probe: Probe) -> Any:
        """Run one probe with the student's names."""
        reply = self._ask(probe, self._seed)
        self.replies.append(reply)
        if reply.failure:
            raise NoValue(reply.failure)
        return reply.value


@dataclass
class Outcome:
    """How one check ended."""

    check: Check
    outcome: str
    message: str = ""
    kind: str = ""  # of a failure: the probe's kind, "gap", "confused", "needs" or "ours"
    diagnosis: str = ""
    replies: list[Reply] = field(default_factory=list)
    gap: Gap | None = None

    @property
    def points(self) -> int:
        """Points are for passing."""
        return self.check.points if self.outcome == PASS else 0


def run_checks(
    checks: Iterable[Check], ask: Ask, expected: Expected, seed_of: Callable[[Check], int], reference: Ask | None = None
) -> list[Outcome]:
    """Run checks in order; one that needs another which did not pass is not run.

    reference tells our faults from theirs: a check that stumbles over the reference too is ours.
    """
    outcomes: dict[str, Outcome] = {}
    for check in checks:
        missing = [name for name in check.needs if name in outcomes and outcomes[name].outcome != PASS]
        if missing:
            needed = outcomes[missing[0]]
            kind = "unfinished" if needed.kind in ("unfinished", "missing") else "needs"
            message = words.NOT_RUN_YET.format(needs=needed.check.claim)
            outcomes[check.name] = Outcome(check, UNDECIDED, message, kind)
        else:
            outcomes[check.name] = run_check(check, ask, expected, seed_of(check), reference)
    return list(outcomes.values())


def run_check(check: Check, ask: Ask, expected: Expected, seed: int, reference: Ask | None = None) -> Outcome:
    """Run one check."""
    student = Student(ask, seed)
    try:
        _call(check, student, expected, seed)
        return Outcome(check, PASS, replies=student.replies)
    except NoValue as stop:
        return Outcome(check, FAIL, str(stop), stop.failure.kind, replies=student.replies)
    except Gap as gap:
        return Outcome(check, FAIL, str(gap), "gap", replies=student.replies, gap=gap)
    except OurFault as fault:
        return Outcome(check, UNDECIDED, words.OURS_BROKE, "ours", diagnosis=str(fault))
    except Exception:  # whose fault it is, the reference tells
        return _confused(check, student, expected, seed, reference)


def _confused(check: Check, student: Student, expected: Expected, seed: int, reference: Ask | None) -> Outcome:
    """The check itself stumbled: over the student's value if the reference passes, else over its own feet."""
    trace = traceback.format_exc(limit=-2)
    if reference is not None and run_check(check, reference, expected, seed).outcome != PASS:
        return Outcome(check, UNDECIDED, words.OURS_BROKE, "ours", diagnosis=trace)
    got = student.replies[-1].value if student.replies else None
    return Outcome(check, FAIL, words.CONFUSED.format(got=_describe(got)), "confused", replies=student.replies)


def _call(check: Check, student: Student, expected: Expected, seed: int) -> None:
    offered = {
        "student": student,
        "expected": expected.for_check(check.name, seed),
        "draw": Draw(seed),
    }
    check.function(**{name: offered[name] for name in check.arguments})


def _describe(value: Any) -> str:
    if hasattr(value, "shape"):
        return f"a tensor of shape {list(value.shape)}, {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}: " + ", ".join(_describe(item) for item in value[:3])
    return f"{type(value).__name__} {value!r}"[:120]

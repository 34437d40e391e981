"""The audit: which check rejects which recorded answer, and whether every check has earned its place."""

import os
import sys
import warnings
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from autograder.checks.answers import Answer, find_answers
from autograder.checks.bench import Bench
from autograder.checks.diagnosis import diagnose
from autograder.checks.runner import FAIL, PASS
from autograder.course import Course, open_course


@dataclass
class Row:
    """What the checks said of one answer."""

    id: str
    sentence: str
    outcomes: dict[str, str]  # check -> pass, fail or undecided
    error: str = ""
    shown: str = ""  # the diagnosis that a student would read

    @property
    def accepted(self) -> bool:
        """All checks passed."""
        return not self.error and all(outcome == PASS for outcome in self.outcomes.values())


@dataclass
class Audit:
    """The whole table."""

    rows: list[Row] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)  # ids of hidden checks

    def summary(self) -> dict[str, Any]:
        """What `attn audit --json` prints."""
        wrong = [row for row in self.rows if "/wrong/" in row.id]
        right = [row for row in self.rows if "/right/" in row.id]
        busy = {f"{exercise_of(row.id)}/{name}" for row in wrong for name, how in row.outcomes.items() if how == FAIL}
        told = [row for row in wrong if row.shown == row.sentence]
        return {
            "wrong": len(wrong),
            "right": len(right),
            "wrong_passed": [row.id for row in wrong if row.accepted],
            "right_failed": [row.id for row in right if not row.accepted],
            "idle_checks": sorted(self.hidden - busy),
            "diagnosed": round(len(told) / len(wrong), 4) if wrong else 0.0,
        }

    @property
    def clean(self) -> bool:
        """Nothing is wrong with the checks, as far as these answers can tell."""
        summary = self.summary()
        return not (summary["wrong_passed"] or summary["right_failed"] or summary["idle_checks"])


def exercise_of(answer_id: str) -> str:
    """The first two parts of an answer's id: 03-scoring-functions/masked_softmax."""
    return "/".join(answer_id.split("/")[:2])


def audit(course: Course, folder: Path, workers: int, only: str = "*", exercise: str = "*") -> Audit:
    """Run every answer of a folder through every check of its exercise, one process an exercise."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in find_answers(folder, only, exercise):
        groups[answer.slug, answer.exercise].append(answer)
    table = Audit(hidden=_hidden(course, set(groups), whole=folder == course.answers and exercise == "*"))
    with ProcessPoolExecutor(workers, initializer=_quietly) as pool:
        jobs = [pool.submit(_audit_exercise, course.root, answers) for answers in groups.values()]
        for job in jobs:
            table.rows += job.result()
    return table


def _quietly() -> None:
    """What answers print and warn of is not the audit's to say, and would stand in the middle of its JSON."""
    torch.set_num_threads(1)
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the rest of this process
    warnings.simplefilter("ignore")


def _hidden(course: Course, groups: set[tuple[str, str]], whole: bool) -> set[str]:
    """Ids of hidden checks: of the whole assignments for the course's own answers, else of the exercises tried."""
    return {
        f"{slug}/{check.exercise}/{check.name}"
        for slug in {slug for slug, _ in groups}
        for check in course.checks(slug)
        if not check.visible and (whole or (slug, check.exercise) in groups)
    }


def _audit_exercise(root: Path, answers: list[Answer]) -> list[Row]:
    course = open_course(root)
    slug, exercise = answers[0].slug, answers[0].exercise
    checks = [check for check in course.checks(slug) if check.exercise == exercise]
    if not checks:
        return [Row(a.id, "", {}, f"no checks for {exercise}") for a in answers]
    bench = Bench(course, slug, checks)
    bench.expect()
    rows = [_row(bench, answer) for answer in answers]
    mistakes = [bench.mistake_of_run(answer) for row, answer in zip(rows, answers, strict=True) if _usable(row)]
    for row, answer in zip(rows, answers, strict=True):
        if answer.kind == "wrong" and not row.error:
            chosen = diagnose(bench.run(answer), mistakes)
            row.shown = chosen.sentence if chosen else ""
    return rows


def _row(bench: Bench, answer: Answer) -> Row:
    try:
        return Row(answer.id, answer.sentence, {o.check.name: o.outcome for o in bench.run(answer)})
    except Exception as error:  # a broken file in the bank is said, and the others are still audited
        return Row(answer.id, "", {}, f"{type(error).__name__}: {error}")


def _usable(row: Row) -> bool:
    return "/wrong/" in row.id and not row.error

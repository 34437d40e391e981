"""What the records of an assignment add up to. Every figure of a page is made here and can be traced to records."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.record import GRADED, Record

FEWEST = 10  # students below whom a correlation says nothing


@dataclass(frozen=True)
class CheckNumbers:
    """How a class did in one check."""

    exercise: str
    name: str
    claim: str
    visible: bool
    passed: int
    failed: int
    undecided: int
    discrimination: float | None  # correlation with the points of all other checks; None: no spread, or too few

    @property
    def rate(self) -> float:
        """Share of the graded submissions that pass."""
        total = self.passed + self.failed + self.undecided
        return self.passed / total if total else 0.0


@dataclass
class AssignmentNumbers:
    """How a class did in one assignment."""

    slug: str
    title: str
    max_points: int
    records: Sequence[Record]
    missing: Sequence[str] = ()  # students of the roster who handed in nothing
    checks: list[CheckNumbers] = field(default_factory=list)
    diagnoses: list[tuple[str, str, int]] = field(default_factory=list)  # exercise, sentence, students

    @property
    def graded(self) -> list[Record]:
        """The submissions that have a result."""
        return [record for record in self.records if record["status"] == GRADED]

    @property
    def points(self) -> list[float]:
        """Points of the graded submissions."""
        return [record["points"] for record in self.graded]

    @property
    def median(self) -> float:
        """The middle of the points; 0 where nothing is graded."""
        return statistics.median(self.points) if self.points else 0.0

    @property
    def people(self) -> list[tuple[Record, str]]:
        """Who needs a person, and why."""
        return [(record, reason) for record in self.records if (reason := needs_person(record))]


def needs_person(record: Record) -> str:
    """Why somebody should look at a submission; empty if nobody need."""
    if record["status"] != GRADED:
        return str(record["reason"])
    undecided = [c["name"] for e in record["exercises"] for c in e["checks"] if c["kind"] == "ours"]
    return f"undecided by our own fault: {', '.join(undecided)}" if undecided else ""


def assignment_numbers(
    slug: str, title: str, max_points: int, records: Sequence[Record], roster: Sequence[str] = ()
) -> AssignmentNumbers:
    """Add up the records of one assignment."""
    there = {record["student"] for record in records}
    numbers = AssignmentNumbers(slug, title, max_points, records, [name for name in roster if name not in there])
    numbers.checks = _checks(numbers.graded)
    numbers.diagnoses = _diagnoses(numbers.graded)
    return numbers


def histogram(points: Sequence[float], max_points: int, bins: int = 10) -> list[int]:
    """How many reached each tenth of the points; full marks belong to the last."""
    counts = [0] * bins
    for value in points:
        counts[min(bins - 1, int(value / max_points * bins) if max_points else 0)] += 1
    return counts


def _checks(graded: Sequence[Record]) -> list[CheckNumbers]:
    """One row a check, hardest first."""
    seen: dict[tuple[str, str], list[tuple[dict[str, Any], float]]] = defaultdict(list)
    for record in graded:
        for exercise in record["exercises"]:
            for check in exercise["checks"]:
                seen[exercise["name"], check["name"]].append((check, record["points"] - check["points"]))
    rows = []
    for (exercise, name), found in seen.items():
        outcomes = Counter(check["outcome"] for check, _ in found)
        first = found[0][0]
        rows.append(
            CheckNumbers(
                exercise,
                name,
                first["claim"],
                first["visible"],
                outcomes["pass"],
                outcomes["fail"],
                outcomes["undecided"],
                _correlation([float(c["outcome"] == "pass") for c, _ in found], [rest for _, rest in found]),
            )
        )
    return sorted(rows, key=lambda row: (row.rate, row.exercise, row.name))


def _diagnoses(graded: Sequence[Record]) -> list[tuple[str, str, int]]:
    """The commonest mistakes: how many students were told each sentence, each student once."""
    told: Counter[tuple[str, str]] = Counter()
    for record in graded:
        for exercise in record["exercises"]:
            told.update({(exercise["name"], check["diagnosis"]) for check in exercise["checks"] if check["diagnosis"]})
    return [
        (exercise, sentence, count) for (exercise, sentence), count in sorted(told.items(), key=lambda i: (-i[1], i[0]))
    ]


def _correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    if len(one) < FEWEST or len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return round(statistics.correlation(one, other), 2)

"""Whose points a regrade changes, and by which checks: what `attn grade --dry-run` found against what stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.grading.batch import results
from autograder.grading.places import Grading
from autograder.grading.record import GRADED, Record, read_record, record_path

Checks = dict[tuple[str, str], dict[str, object]]


@dataclass(frozen=True)
class Change:
    """One submission whose result changes. Points are None where there is no result."""

    student: str
    slug: str
    before: float | None
    after: float | None
    cause: str  # what changed since it was graded: the submission, the course, ...
    why: tuple[str, ...]  # the checks that change

    @property
    def points_change(self) -> bool:
        """Whether it changes more than words."""
        return self.before != self.after


def changes(grading: Grading, slugs: Sequence[str]) -> list[Change]:
    """Every submission whose result would change if what was proposed were written."""
    found = []
    for slug in slugs:
        for new in results(grading.proposed, slug):
            old = read_record(record_path(grading.results, slug, new["student"]))
            found += [made] if (made := change(old, new)) else []
    return found


def change(old: Record | None, new: Record) -> Change | None:
    """What changes between two records of a submission; None if nobody would see a difference."""
    before, after = _points(old), _points(new)
    why = tuple(_why(old, new))
    if old and before == after and not why:
        return None
    return Change(new["student"], new["slug"], before, after, _cause(old, new), why)


def by_check(found: Iterable[Change]) -> list[tuple[str, int]]:
    """How many students each change of a check touches, the commonest first."""
    counts = Counter((one.slug, reason) for one in found for reason in one.why)
    return [
        (f"{slug}  {reason}", count) for (slug, reason), count in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
    ]


def sentence(one: Change) -> str:
    """A change in one line."""
    return f"{one.student}  {one.slug}: {_said(one.before)} -> {_said(one.after)}, {one.cause}"


def _why(old: Record | None, new: Record) -> Iterator[str]:
    if old is None:
        return
    if new["status"] != GRADED and (old["status"], old["reason"]) != (new["status"], new["reason"]):
        yield f"could not be graded: {new['reason']}"
        return
    ours, theirs = _checks(old), _checks(new)
    for key in [*theirs, *(key for key in ours if key not in theirs)]:
        before, after = _result(ours.get(key)), _result(theirs.get(key))
        if before != after:
            yield f"{': '.join(key)}: {before} -> {after}"


def _checks(record: Record) -> Checks:
    return {(e["name"], c["name"]): c for e in record["exercises"] for c in e["checks"]}


def _result(check: dict[str, object] | None) -> str:
    return f"{check['outcome']} {check['points']}/{check['max_points']}" if check else "no such check"


def _cause(old: Record | None, new: Record) -> str:
    """What a result depends on, and which of it is different now."""
    if old is None:
        return "not graded before"
    words = {
        "submission_sha256": "another file was handed in",
        "course_version": "the course's checks, answers or limits changed",
        "seed_id": "another course secret",
        "isolation": "another level of isolation",
    }
    return ", ".join(text for key, text in words.items() if old[key] != new[key]) or "graded again"


def _points(record: Record | None) -> float | None:
    return float(record["points"]) if record and record["status"] == GRADED else None


def _said(points: float | None) -> str:
    return "nothing" if points is None else f"{points:g}"

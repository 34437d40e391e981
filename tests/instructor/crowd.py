"""Records of a class that nobody taught: as many students as wanted, of many strengths, for pages and figures."""

import random
from functools import cache
from pathlib import Path

from autograder.checks.answers import find_answers
from autograder.course import Course
from autograder.grading.record import Record, new_record, write_record


@cache
def _checks(course: Course, slug: str) -> list[tuple[str, str, str, bool, int]]:
    return [(c.exercise, c.name, c.claim, c.visible, c.points) for c in course.checks(slug)]


@cache
def _mistakes(course: Course, slug: str) -> dict[str, list[str]]:
    """The first four known mistakes of each exercise."""
    found: dict[str, list[str]] = {exercise.name: [] for exercise in course.assignment(slug).exercises}
    for answer in find_answers(course.answers, slug):
        if answer.kind == "wrong" and len(found[answer.exercise]) < 4:
            found[answer.exercise].append(answer.sentence)
    return found


def crowd(course: Course, slug: str, count: int, seed: int = 0) -> list[Record]:
    """Records with passes, known mistakes, undecided checks, incidents, and one in 40 that could not be graded."""
    draw = random.Random(seed)
    return [_record(course, slug, f"student{number:03}", draw) for number in range(count)]


def write(records: list[Record], results: Path) -> None:
    """Put records where grading puts them."""
    for record in records:
        write_record(results / record["slug"] / f"{record['student']}.json", record)


def _record(course: Course, slug: str, student: str, draw: random.Random) -> Record:
    total = sum(exercise.points for exercise in course.assignment(slug).exercises)
    record = new_record(slug, student, total)
    if draw.random() < 1 / 40:
        return record | {"reason": "the file is not a notebook: it is not JSON (cut off in line 27)"}
    strength, rows = draw.betavariate(4, 1.5), {}
    for exercise, name, claim, visible, points in _checks(course, slug):
        outcome = "pass" if draw.random() < strength else draw.choice(["fail", "fail", "fail", "undecided"])
        told = draw.choice(_mistakes(course, slug)[exercise]) if outcome == "fail" else ""
        check = {"name": name, "claim": claim, "visible": visible, "kind": "", "outcome": outcome, "max_points": points}
        check |= {"points": points * (outcome == "pass"), "message": "expected 1.0, got 0.5", "diagnosis": told}
        rows.setdefault(exercise, []).append(check)
    exercises = [
        {"name": name, "points": sum(c["points"] for c in checks), "checks": checks} for name, checks in rows.items()
    ]
    record |= {"status": "graded", "exercises": exercises, "points": sum(e["points"] for e in exercises)}
    return record | {"wall_seconds": draw.uniform(0.2, 2), "cpu_seconds": draw.uniform(0.1, 1), "peak_memory_mb": 40.0}

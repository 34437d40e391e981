"""What lies beside a student's notebook: finished code of earlier sections, visible checks, hints."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import autograder
from autograder.build.lesson import headings
from autograder.build.solutions import BuildError, without_markers
from autograder.checks.answers import find_answers
from autograder.checks.bench import Bench
from autograder.checks.runner import PASS
from autograder.checks.seeds import public_seed
from autograder.course import Course
from autograder.probekit import is_figure
from autograder.sandbox.frames import pack
from autograder.student.handout import FIGURES

GIVEN_HEAD = '"""Finished code from the sections before this one, to build on."""\n'


def write_given(course: Course, slug: str, folder: Path) -> None:
    """Write the package `given`: the sections before this one and the shared code, markers taken out."""
    modules = [a.module for a in course.assignments if a.slug < slug] + list(course.assignment(slug).given)
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(GIVEN_HEAD, encoding="utf-8")
    for module in modules:
        text = (course.root / "attn_solutions" / f"{module}.py").read_text(encoding="utf-8")
        finished = without_markers(text).replace("attn_solutions", "given")
        (folder / f"{module}.py").write_text(finished, encoding="utf-8")
    if "corpus" in modules:
        shutil.copytree(course.root / "attn_solutions" / "data", folder / "data")


def write_checks(course: Course, slug: str, folder: Path) -> None:
    """Write the visible checks with recorded expectations and what known mistakes would bring back."""
    folder.mkdir(parents=True)
    module = course.assignment(slug).module
    shutil.copyfile(course.root / "tests" / "public" / f"test_{module}.py", folder / "visible.py")
    hints = _hints(course, slug)
    told: list[dict[str, Any]] = []
    expected: dict[str, list[Any]] = {}
    for exercise in course.assignment(slug).exercises:
        row, values = _exercise(course, slug, exercise)
        told.append(row | {"hints": hints.get(exercise.name, [])})
        expected |= values
    (folder / "expected.bin").write_bytes(pack(expected))
    facts = {
        "slug": slug,
        "title": course.assignment(slug).title,
        "version": autograder.__version__,
        "tolerances": {name: list(pair) for name, pair in course.config.TOLERANCES.items()},
        "weight_tolerance": course.config.WEIGHT_TOLERANCE,
        "most_notebook_mb": course.config.MAX_NOTEBOOK_MB,
        "exercises": told,
    }
    (folder / "checks.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _exercise(course: Course, slug: str, exercise: Any) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """One exercise as students get it: its row, and the expected values of its visible checks."""
    every = [check for check in course.checks(slug) if check.exercise == exercise.name]
    total = sum(check.points for check in every)
    if total != exercise.points:
        raise BuildError(
            f"{slug}: {exercise.name}: expected checks worth {exercise.points} points as course_config.py says, "
            f"they add up to {total}; mend @exercise(..., points=) in tests/public or tests/hidden"
        )
    visible = [check for check in every if check.visible]
    bench = Bench(course, slug, visible)
    figures = _figures(bench, slug)
    wrong = [answer for answer in find_answers(course.answers, slug, exercise.name) if answer.kind == "wrong"]
    mistakes = []
    for answer in wrong:
        fails = sorted(bench.fails(answer))
        if fails:
            prints = bench.prints(answer)
            mistakes.append({"id": answer.path.stem, "sentence": answer.sentence, "fails": fails, "prints": prints})
    values = {check.name: bench.expected.values(check.name, public_seed(check)) for check in visible} | figures
    row = {
        "name": exercise.name,
        "points": exercise.points,
        "visible_points": sum(c.points for c in visible),
        "mistakes": mistakes,
    }
    return row, values


def _figures(bench: Bench, slug: str) -> dict[str, list[Any]]:
    """Compute all expectations; give what the figures of the reference look like, to be drawn beside a student's."""
    figures = {}
    for outcome in bench.expect():
        if outcome.outcome != PASS:
            raise BuildError(
                f"{slug}: the visible check {outcome.check.name} does not pass with the reference: "
                f"{outcome.message} {outcome.diagnosis}"
            )
        drawn = [reply.value if is_figure(reply.value) else None for reply in outcome.replies]
        if any(drawn):
            figures[FIGURES.format(check=outcome.check.name)] = drawn
    return figures


def _hints(course: Course, slug: str) -> dict[str, list[str]]:
    path = course.source(slug) / "hints.toml"
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BuildError(f"{path}: not TOML: {error}") from error
    known = {exercise.name for exercise in course.assignment(slug).exercises}
    strangers = sorted(set(table) - known)
    if strangers:
        raise BuildError(f"{path}: hints for exercises that course_config.py does not have: {', '.join(strangers)}")
    return {name: list(entry["hints"]) for name, entry in table.items()}


def look_at_headings(course: Course, slug: str) -> None:
    """Every place that a check tells a student to read is a heading of the lesson."""
    known = set(headings(course.source(slug) / f"{slug}.md"))
    for check in course.checks(slug):
        if check.read and check.read not in known:
            raise BuildError(
                f"{slug}: {check.name}: read={check.read!r} is no heading of the lesson; it has {sorted(known)}"
            )

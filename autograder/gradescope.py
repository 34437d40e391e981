"""Grades the one submission that Gradescope has laid out, and writes its results.json.

What can't be graded has no score in it: Gradescope then shows the submission as failed to run, with our sentence,
instead of a zero that nobody meant.
"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.checks.seeds import seed_for
from autograder.course import open_course
from autograder.grading.batch import could_not
from autograder.grading.places import LARGEST_MB, Submitted, read_plain
from autograder.grading.record import Record, sha256, write_atomically
from autograder.grading.task import Task, grade_task
from autograder.grading.version import course_version
from autograder.report.export import gradescope


def main(
    slug: str,
    place: Annotated[Path, typer.Option(help="Gradescope's folder.")] = Path("/autograder"),
    isolation: Annotated[str, typer.Option(help="full, landlock or rlimits.")] = "full",
) -> None:
    """Grade submission/ and write results/results.json."""
    student = _student(place / "submission_metadata.json")
    try:
        record = _grade(slug, student, place, isolation)
    except Exception as error:  # whatever it is, the student and the instructor must read it
        record = _could_not(slug, student, f"our side failed: {type(error).__name__}: {error}")
    text = json.dumps(gradescope(record), indent=1, ensure_ascii=False)
    write_atomically(place / "results" / "results.json", text.encode())


def _grade(slug: str, student: str, place: Path, isolation: str) -> Record:
    found = sorted(path for path in (place / "submission").iterdir() if path.suffix == ".ipynb")
    named = [path for path in found if path.name == f"{slug}.ipynb"] or found
    if len(named) != 1:
        got = ", ".join(path.name for path in found) or "none"
        return _could_not(slug, student, f"expected one notebook, {slug}.ipynb, got {got}")
    course = open_course()
    secret = (course.root / "secret").read_bytes().strip()
    task = Task(
        slug=slug,
        student=student,
        raw=read_plain(named[0], LARGEST_MB * 1_000_000),
        secret=seed_for(secret, slug, student).to_bytes(8, "big"),
        seed_id=sha256(b"seed id " + secret)[:12],
        isolation=isolation,
        course_version=course_version(course, slug),
    )
    return grade_task(task, course.root).record


def _could_not(slug: str, student: str, reason: str) -> Record:
    return could_not(open_course(), Submitted(slug, student, Path()), reason)


def _student(metadata: Path) -> str:
    """Whose submission it is, so that the same file always meets the same data."""
    try:
        facts: dict[str, Any] = json.loads(metadata.read_text(encoding="utf-8"))
        return str(facts["users"][0]["email"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return "unknown"


if __name__ == "__main__":
    typer.run(main)

"""attn kit: the zip a student gets, or the one that Gradescope gets."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.shared import FINE, GradingDir, Json, Slugs, chosen, console, plain_errors, say_json


@plain_errors
def kit(
    slugs: Slugs = None,
    out: Annotated[Path, typer.Option("-o", "--output", help="The folder for the zips.")] = Path(),
    gradescope: Annotated[bool, typer.Option("--gradescope", help="Pack the autograder for Gradescope.")] = False,
    grading: GradingDir = Path("grading"),
    as_json: Json = False,
) -> None:
    """Pack the release, the checker, pinned requirements and a README: one zip an assignment.

    With --gradescope, pack the course's checks instead, with Gradescope's setup.sh and run_autograder; never give
    that one to students.
    """
    from autograder.build.gradescope import gradescope_kit
    from autograder.build.kit import kit as pack
    from autograder.course import open_course
    from autograder.grading.places import Grading
    from autograder.grading.record import write_atomically

    course = open_course()
    written = []
    for slug in chosen(course, slugs):
        name, content = gradescope_kit(course, slug, Grading(grading)) if gradescope else pack(course, slug)
        write_atomically(out / name, content, mode=0o600 if gradescope else 0o644)  # the former holds the answers
        written.append({"file": str(out / name), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    if as_json:
        say_json(written)
    else:
        for row in written:
            console.print(f"wrote {row['file']}  {row['bytes']:,} bytes  sha256 {row['sha256']}", markup=False)
    raise typer.Exit(FINE)

"""attn build: text -> source -> release."""

from typing import Annotated

import typer

from autograder.commands.shared import FINE, FOUND, Json, Slugs, chosen, console, one_thread, plain_errors, say_json


@plain_errors
def build(
    slugs: Slugs = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; tell what is stale.")] = False,
    as_json: Json = False,
) -> None:
    """Build source notebooks and releases from text, answers and checks."""
    from autograder.build import builder
    from autograder.course import open_course

    course = open_course()
    with one_thread():
        stale = builder.build(course, chosen(course, slugs), check)
    if as_json:
        say_json(builder.summary(stale))
    else:
        for item in stale:
            console.print(
                f"{'stale ' if check else 'wrote '} {item.path}" + (f": {item.why}" if check else ""), markup=False
            )
        if not stale:
            console.print("everything is what a build makes")
    raise typer.Exit(FOUND if check and stale else FINE)

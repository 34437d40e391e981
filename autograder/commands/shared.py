"""What all commands share: plain errors, JSON on request, exit codes."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

FINE, FOUND, COULD_NOT = 0, 1, 2

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
GradingDir = Annotated[Path, typer.Option("--grading", help="The folder of the grading.", envvar="ATTN_GRADING")]
Slugs = Annotated[list[str] | None, typer.Argument(help="Assignments: slug, number or name; all if none is given.")]

Workers = Annotated[int, typer.Option(help="Processes; one for each core if 0.", min=0)]
Isolation = Annotated[
    str, typer.Option("--isolation", help="full, or a weaker level: landlock, rlimits.", envvar="ATTN_ISOLATION")
]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Where to write, if not in the grading's folder.")]

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say_json(found: Any) -> None:
    """Print something for machines."""
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


def plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the errors that a person can cause into a sentence and exit code 2; others stay what they are."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except _known() as error:
            errors.print(f"attn: {error}", markup=False)
            raise typer.Exit(COULD_NOT) from None
        except OSError as error:
            if not error.filename:  # not about a file that a person named: a fault of ours
                raise
            errors.print(f"attn: {error.filename}: can't be used: {error.strerror}", markup=False)
            raise typer.Exit(COULD_NOT) from None
        except KeyboardInterrupt:
            errors.print("attn: stopped; what was finished is kept, run it again to go on", markup=False)
            raise typer.Exit(COULD_NOT) from None

    return run


def _known() -> tuple[type[Exception], ...]:
    """Errors with a message written for people. Looked up late: most commands load few of these modules."""
    names = {
        "autograder.course": ["CourseError"],
        "autograder.checks.language": ["CheckError"],
        "autograder.checks.answers": ["AnswerError"],
        "autograder.build.solutions": ["BuildError"],
        "autograder.student.handout": ["HandoutError"],
        "autograder.grading.gradebook": ["GradebookError"],
        "autograder.grading.places": ["PlaceError"],
        "autograder.grading.cluster": ["ClusterError"],
        "autograder.sandbox.reports": ["IsolationUnavailable", "SandboxBroken"],
    }
    loaded = [
        getattr(sys.modules[module], name) for module, kinds in names.items() if module in sys.modules for name in kinds
    ]
    return (*loaded, UserError)


class UserError(Exception):
    """Something a person asked for can't be done; says what and why."""


def chosen(course: Any, slugs: list[str] | None) -> list[str]:
    """The assignments that were named, or all."""
    return [course.assignment(slug).slug for slug in slugs] if slugs else list(course.slugs)


def cores() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use one thread here and in what is started from here."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import torch

    torch.set_num_threads(1)
    yield

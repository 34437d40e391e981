"""What a student calls in a notebook: check("masked_softmax"), hint("masked_softmax") and progress()."""

import os
from pathlib import Path
from typing import Any

from IPython import get_ipython
from IPython.display import display

from autograder.checks.runner import FAIL
from autograder.student.handout import Handout, HandoutError, handout_at
from autograder.student.pictures import picture_of
from autograder.student.quiet import careful
from autograder.student.report import Line, as_html, as_text, headline, lines_of, passed

NO_HINT = "There is no hint for {exercise}. Its docstring says what is wanted: Shift-Tab on its name shows it."
_hints_given: dict[str, int] = {}


class NotYet(Exception):
    """Ends a check cell that has something left to do; shown as one line, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Report:
    """The report of one exercise, as HTML with a plain-text twin."""

    def __init__(self, title: str, lines: list[Line], picture: str) -> None:
        """Keep what is shown."""
        self.title, self.lines, self.picture = title, lines, picture

    def _repr_html_(self) -> str:
        return as_html(self.title, self.lines, self.picture)

    def __repr__(self) -> str:
        """The plain-text twin."""
        return as_text(self.title, self.lines)


class Text:
    """Plain text as a cell's output."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text

    def __repr__(self) -> str:
        """Show it as it is."""
        return self.text


def check(exercise: str) -> None:
    """Run the visible checks of one exercise with what this notebook holds, and show how they went.

    The cell ends with an error while something is left to do, so that Run All stops here and
    nbgrader's Validate names it. Your notebook is left as it was.
    """
    handout = _handout(exercise)
    try:
        outcomes = handout.run(exercise, careful(_names()))
    except KeyboardInterrupt:
        raise NotYet(f"{exercise}: the check was interrupted. Run the cell again to see how it goes") from None
    lines = lines_of(outcomes)
    failed = (outcome for outcome in outcomes if outcome.outcome == FAIL)
    pictures = (picture_of(outcome, handout.figures(outcome.check)) for outcome in failed)
    display(Report(f"{handout.title} · {exercise}", lines, next(filter(None, pictures), "")))
    if not passed(outcomes) and os.environ.get("NBGRADER_EXECUTION") != "autograde":
        raise NotYet(f"{exercise}: {headline(lines)} (see the table above)")


def hint(exercise: str) -> None:
    """Give the next hint for an exercise, one step at a time."""
    hints: list[str] = _handout(exercise).exercises[exercise]["hints"]
    if not hints:
        display(Text(NO_HINT.format(exercise=exercise)))
        return
    turn = min(_hints_given.get(exercise, 0), len(hints) - 1)
    _hints_given[exercise] = turn + 1
    last = " (the last one)" if turn + 1 == len(hints) else ""
    display(Text(f"hint {turn + 1} of {len(hints)}{last}: {hints[turn]}"))


def progress() -> None:
    """Show where you stand in all assignments beside this one, from the notebooks as they were last saved."""
    from autograder.student.standing import Standings, standings

    display(Standings(list(standings(Path.cwd()))))


def _handout(exercise: str) -> Handout:
    try:
        handout = handout_at(Path.cwd())
        handout.checks_of(exercise)
    except HandoutError as error:
        raise NotYet(str(error)) from None
    return handout


def _names() -> dict[str, Any]:
    shell = get_ipython()
    if shell is None:
        raise NotYet("check: expected to be called in a notebook; in a terminal use `attn check FILE`")
    return shell.user_ns

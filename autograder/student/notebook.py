"""What a student calls in a notebook: check("masked_softmax") and hint("masked_softmax")."""

import os
from pathlib import Path
from typing import Any

from IPython import get_ipython
from IPython.display import HTML, display

from autograder.student.handout import HandoutError, handout_at
from autograder.student.pictures import picture
from autograder.student.quiet import careful
from autograder.student.report import Line, as_html, as_text, headline, lines_of, passed

_hints_given: dict[str, int] = {}


class NotYet(Exception):
    """Ends a check cell that has something left to do; shown as one line, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Report:
    """The report of one exercise, as HTML with a plain-text twin."""

    def __init__(self, title: str, lines: list[Line], pictures: list[str]) -> None:
        """Keep what is shown."""
        self.title, self.lines, self.pictures = title, lines, pictures

    def _repr_html_(self) -> str:
        return as_html(self.title, self.lines, self.pictures)

    def __repr__(self) -> str:
        """The plain-text twin."""
        return as_text(self.title, self.lines)


def check(exercise: str) -> None:
    """Run the visible checks of one exercise with what this notebook holds, and show how they went.

    The cell ends with an error while something is left to do, so that Run All stops here and
    nbgrader's Validate names it. Your notebook is left as it was.
    """
    try:
        handout = handout_at(Path.cwd())
        outcomes = handout.run(exercise, careful(_names()))
    except HandoutError as error:
        raise NotYet(str(error)) from None
    lines = lines_of(outcomes)
    pictures = [picture(outcome.gap) for outcome in outcomes if outcome.gap]
    display(Report(f"{handout.title} · {exercise}", lines, [drawn for drawn in pictures if drawn][:1]))
    if not passed(outcomes) and os.environ.get("NBGRADER_EXECUTION") != "autograde":
        raise NotYet(f"{exercise}: {headline(lines)}. The table above says where; the cells below wait for it.")


def hint(exercise: str) -> None:
    """Give the next hint for an exercise, one step at a time."""
    try:
        handout = handout_at(Path.cwd())
        handout.checks_of(exercise)
    except HandoutError as error:
        raise NotYet(str(error)) from None
    hints: list[str] = handout.exercises[exercise]["hints"]
    turn = min(_hints_given.get(exercise, 0), len(hints) - 1)
    if not hints:
        display(HTML(f"<p>There is no hint for {exercise}. Its docstring says what is wanted.</p>"))
        return
    _hints_given[exercise] = turn + 1
    last = " (the last one)" if turn + 1 == len(hints) else ""
    display(_Hint(f"hint {turn + 1} of {len(hints)}{last}: {hints[turn]}"))


class _Hint:
    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _names() -> dict[str, Any]:
    shell = get_ipython()
    if shell is None:
        raise NotYet("check: expected to be called in a notebook; in a terminal use `attn check FILE`")
    return shell.user_ns

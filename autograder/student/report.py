"""What a student reads: one line a check, the gap, the likely mistake, where to read. The same words everywhere."""

import html
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.checks import words
from autograder.checks.runner import FAIL, PASS, Outcome

MARKS = {"pass": "ok", "fail": "--", "undecided": "wait", "unfinished": ".."}
COLOURS = {"pass": "#2e8b57", "fail": "#c0392b", "undecided": "#b8860b", "unfinished": "#808080"}
AFTERWARDS = "hidden checks run after you submit"
WIDTH = 80


@dataclass(frozen=True)
class Line:
    """One check as it is shown."""

    state: str  # pass, fail, undecided or unfinished
    claim: str
    points: int
    max_points: int
    gap: str = ""
    diagnosis: str = ""
    read: str = ""

    @property
    def mark(self) -> str:
        """A mark that works without colour."""
        return MARKS[self.state]

    @property
    def worth(self) -> str:
        """Points as they are written; a worked example earns none."""
        return f"{self.points}/{self.max_points}" if self.max_points else "example"


def lines_of(outcomes: Iterable[Outcome]) -> list[Line]:
    """Turn outcomes into lines; at most one hint where to read, at the first failure."""
    lines, told = [], False
    for outcome in outcomes:
        unfinished = outcome.kind in ("unfinished", "missing")
        state = "unfinished" if unfinished else outcome.outcome
        read = outcome.check.read if outcome.outcome == FAIL and not told and not unfinished else ""
        told = told or bool(read)
        diagnosis = outcome.diagnosis if outcome.outcome == FAIL else ""
        line = Line(state, outcome.check.claim, outcome.points, outcome.check.points, outcome.message, diagnosis, read)
        lines.append(line)
    return lines


def headline(lines: Sequence[Line]) -> str:
    """Points so far, never more than the visible checks can say."""
    if lines and all(line.state == "pass" for line in lines):
        return f"all visible checks pass; {AFTERWARDS}"
    if lines and all(line.state == "unfinished" for line in lines):
        return words.NOT_STARTED
    points, most = (sum(getattr(line, name) for line in lines) for name in ("points", "max_points"))
    return f"{points} of {most} points from the visible checks"


def as_text(title: str, lines: Sequence[Line], head: str | None = None) -> str:
    """The report for a terminal, 80 columns, ASCII marks. With a head of one's own nothing is said of hidden checks."""
    said = headline(lines) if head is None else head
    rows = [
        f"{title}  {said:>{WIDTH - len(title) - 2}}" if len(title) + len(said) + 2 <= WIDTH else f"{title}\n  {said}"
    ]
    for line in _each_told_once(lines):
        rows += _row(line)
    if head is None and not said.endswith(AFTERWARDS):
        rows.append(f" {AFTERWARDS}")
    return "\n".join(rows)


def _each_told_once(lines: Sequence[Line]) -> Iterator[Line]:
    """One misunderstanding fails many checks; it is explained at the first."""
    told: set[str] = set()
    for line in lines:
        yield replace(line, diagnosis="") if line.diagnosis in told else line
        told.add(line.diagnosis)


def _row(line: Line) -> list[str]:
    room = WIDTH - 16
    first, *more = textwrap.wrap(line.claim, room) or [""]
    rows = [f" {line.mark:<5} {first:<{room}} {line.worth:>7}"]
    rows += [f"       {piece}" for piece in more]
    for text in _details(line):
        rows += textwrap.wrap(text, WIDTH, initial_indent=" " * 9, subsequent_indent=" " * 11)
    return rows


def _details(line: Line) -> list[str]:
    if line.state in ("pass", "unfinished"):
        return []
    details = [line.gap] if line.gap else []
    if line.diagnosis:
        details.append(f"looks like: {line.diagnosis}")
    if line.read:
        details.append(f"read: {line.read}")
    return details


def as_html(title: str, lines: Sequence[Line], picture: str = "", head: str | None = None) -> str:
    """The report for a notebook: a small table with colour, and marks that also work without."""
    said = headline(lines) if head is None else head
    rows = "".join(_html_row(line) for line in _each_told_once(lines))
    silent = head is not None or said.endswith(AFTERWARDS)
    note = "" if silent else f"<div style='opacity:.7'>{AFTERWARDS}</div>"
    return (
        "<div class='attn-report' style='max-width:52em;line-height:1.45'>"
        f"<div><strong>{html.escape(title)}</strong> &middot; {html.escape(said)}</div>"
        f"<table style='width:100%;table-layout:fixed;border-collapse:collapse;margin:.3em 0'>{rows}</table>"
        f"{picture}{note}</div>"
    )


def _html_row(line: Line) -> str:
    colour = COLOURS[line.state]
    details = "".join(f"<div style='margin-left:1em'>{html.escape(text)}</div>" for text in _details(line))
    mark = f"<code style='color:{colour};background:none'>{line.mark}</code>"
    worth = f"<code style='background:none'>{line.worth}</code>"
    return (
        f"<tr style='background:none'><td {_cell(4)}>{mark}</td>"
        f"<td {_cell()}>{html.escape(line.claim)}{details}</td><td {_cell(6)}>{worth}</td></tr>"
    )


def _cell(width: int = 0) -> str:
    """The look of a cell. Notebooks lay tables out by the widths of their first row, so these are said."""
    wide = f"width:{width}em;white-space:nowrap" if width else "white-space:normal"
    return f"style='text-align:left;vertical-align:top;padding:.15em .6em .15em 0;background:none;{wide}'"


def passed(outcomes: Iterable[Outcome]) -> bool:
    """Whether every check that has been run passed."""
    return all(outcome.outcome == PASS for outcome in outcomes)

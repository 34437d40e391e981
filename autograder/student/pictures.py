"""Theirs beside the expected one: matrices with their difference, the cells that differ marked; and figures."""

from typing import Any

import torch

from autograder.checks import tolerance
from autograder.checks.runner import Outcome
from autograder.checks.verdicts import Gap
from autograder.probekit import is_figure
from autograder.student.svg import Box, cells, colour_bar, image, words

LARGEST = 40  # cells along one side that a small picture can still show
SIDE, TOP, BAR = 200, 20, 50  # of a matrix, of its title, of its colour bar


def picture_of(outcome: Outcome, figures: list[Any]) -> str:
    """An <img> for a failed check, or nothing where there is nothing to see.

    figures: for each call of the student's code, what the expected figure looks like (None: no figure).
    """
    turn = len(outcome.replies) - 1
    if 0 <= turn < len(figures) and figures[turn] and is_figure(outcome.replies[turn].value):
        return _draw_figures(outcome.replies[turn].value, figures[turn])
    return _draw_gap(outcome.gap)


def _draw_gap(gap: Gap | None) -> str:
    if gap is None or gap.theirs is None or gap.wanted is None:
        return ""
    pair = _first_differing(gap.theirs, gap.wanted)
    if pair is None:
        return ""
    return _draw_matrices(*pair)


def _first_differing(theirs: torch.Tensor, wanted: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, str] | None:
    if theirs.shape != wanted.shape or theirs.dim() < 2 or theirs.numel() < 4 or max(theirs.shape[-2:]) > LARGEST:
        return None
    flat, goal = theirs.reshape(-1, *theirs.shape[-2:]), wanted.reshape(-1, *wanted.shape[-2:])
    first = int(_differ(flat, goal).flatten(1).any(1).int().argmax())
    return flat[first], goal[first], f" (matrix {first} of {len(flat)})" if len(flat) > 1 else ""


def _differ(theirs: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    relative, absolute = tolerance.by_dtype["float32"]
    return ~torch.isclose(theirs, wanted, rtol=relative, atol=absolute, equal_nan=True)


def _draw_matrices(theirs: torch.Tensor, wanted: torch.Tensor, where: str) -> str:
    low, high = float(wanted.min()), float(wanted.max())
    high = high if high > low else low + 1
    gap, off = theirs - wanted, _differ(theirs, wanted)
    reach = max(float(gap.nan_to_num(nan=high - low).abs().max()), 1e-9)
    height = SIDE * min(1.0, max(0.3, theirs.shape[0] / theirs.shape[1]))
    drawn = []
    for place, (title, matrix, colours, bottom, top) in enumerate(
        [
            ("yours", theirs, "viridis", low, high),
            ("expected", wanted, "viridis", low, high),
            ("difference", gap, "RdBu_r", -reach, reach),
        ]
    ):
        x = place * (SIDE + BAR)
        drawn.append(words(title, x + SIDE / 2, TOP / 2))
        drawn.append(
            cells(matrix, Box(x, TOP, SIDE, height), colours, bottom, top, off if title != "expected" else None)
        )
        drawn.append(colour_bar(Box(x + SIDE + 4, TOP, 8, height), colours, bottom, top))
    text = f"your matrix, the expected one and their difference{where}; cells that differ have a frame"
    return image(drawn, 3 * (SIDE + BAR), TOP + height, text)


def _draw_figures(theirs: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Two figures side by side, drawn again from what was seen of them."""
    drawn, width, height = [], 350.0, 260.0
    for place, (title, facts) in enumerate((("yours", theirs), ("expected", wanted))):
        wide, tall = facts["size"]
        x = place * (width + 20)
        drawn.append(words(f"{title}: {wide:g} by {tall:g} inches, {_bars(facts['bars'])}", x + width / 2, 10))
        drawn += _draw_panels(facts, Box(x, 24, width, height - 24))
    return image(drawn, 2 * width + 20, height, "your figure and the expected one")


def _bars(bars: list[Any]) -> str:
    return {0: "no colour bar", 1: "one colour bar"}.get(len(bars), f"{len(bars)} colour bars")


def _draw_panels(facts: dict[str, Any], box: Box) -> list[str]:
    """The panels of a figure in their places, and its first colour bar."""
    panels = facts["panels"]
    if not panels:
        return [words("no panel with a picture", box.x + box.width / 2, box.y + box.height / 2)]
    rows, columns = (1 + max(panel[key] for panel in panels) for key in ("row", "column"))
    wide, tall = (box.width - BAR) / columns, box.height / rows
    drawn = []
    for panel in panels:
        x, y = box.x + panel["column"] * wide, box.y + panel["row"] * tall
        inner = Box(x + 14, y + 14, max(wide - 18, 4), max(tall - 30, 4))
        drawn.append(cells(panel["picture"], inner, panel["colours"], *panel["limits"]))
        drawn.append(words(panel["title"], x + wide / 2, y + 7, 10))
        drawn.append(words(panel["xlabel"], x + wide / 2, y + tall - 8, 10))
        drawn.append(words(panel["ylabel"], x + 7, y + tall / 2, 10, turn=-90))
    for bar in facts["bars"][:1]:
        place = Box(box.x + box.width - BAR + 4, box.y + 14, 8, box.height - 30)
        drawn.append(colour_bar(place, bar["colours"], *bar["limits"]))
    return drawn

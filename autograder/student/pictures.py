"""Theirs beside the expected one: matrices with their difference, the cells that differ marked; and figures."""

import base64
import io
from typing import Any

import matplotlib
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from autograder.checks import tolerance
from autograder.checks.runner import Outcome
from autograder.checks.verdicts import Gap
from autograder.probekit import is_figure

LARGEST = 40  # cells along one side that a small picture can still show
GREY = "gray"  # readable on light and on dark


def picture_of(outcome: Outcome, figures: list[Any]) -> str:
    """An <img> for a failed check, or nothing where there is nothing to see.

    figures: for each call of the student's code, what the expected figure looks like (None: no figure).
    """
    turn = len(outcome.replies) - 1
    if 0 <= turn < len(figures) and figures[turn] and is_figure(outcome.replies[turn].value):
        return _image(_draw_figures(outcome.replies[turn].value, figures[turn]), "your figure and the expected one")
    return _matrix_picture(outcome.gap)


def _matrix_picture(gap: Gap | None) -> str:
    if gap is None or gap.theirs is None or gap.wanted is None:
        return ""
    pair = _first_differing(gap.theirs, gap.wanted)
    if pair is None:
        return ""
    theirs, wanted, where = pair
    return _image(_draw_matrices(theirs, wanted), f"your matrix, the expected one and their difference{where}")


def _image(figure: Figure, text: str) -> str:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    drawn = base64.b64encode(out.getvalue()).decode()
    return f"<img alt='{text}' title='{text}' src='data:image/png;base64,{drawn}'/>"


def _first_differing(theirs: torch.Tensor, wanted: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, str] | None:
    if theirs.shape != wanted.shape or theirs.dim() < 2 or theirs.numel() < 4 or max(theirs.shape[-2:]) > LARGEST:
        return None
    flat, goal = theirs.reshape(-1, *theirs.shape[-2:]), wanted.reshape(-1, *wanted.shape[-2:])
    first = int(_differ(flat, goal).flatten(1).any(1).int().argmax())
    return flat[first], goal[first], f" (matrix {first} of {len(flat)})" if len(flat) > 1 else ""


def _differ(theirs: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    relative, absolute = tolerance.by_dtype["float32"]
    return ~torch.isclose(theirs, wanted, rtol=relative, atol=absolute, equal_nan=True)


def _canvas(width: float, height: float) -> Figure:
    """An empty figure that pyplot knows nothing of, see-through for light and dark."""
    figure = Figure(figsize=(width, height), dpi=80, layout="constrained")
    FigureCanvasAgg(figure)
    figure.patch.set_alpha(0)
    return figure


def _draw_matrices(theirs: torch.Tensor, wanted: torch.Tensor) -> Figure:
    figure = _canvas(7.5, 2.3)
    low, high = float(wanted.min()), float(wanted.max())
    high = high if high > low else low + 1
    gap = (theirs - wanted).nan_to_num(nan=high - low)
    reach = max(float(gap.abs().max()), 1e-9)
    panels = [("yours", theirs, "viridis", low, high), ("expected", wanted, "viridis", low, high)]
    for axis, (title, matrix, colours, bottom, top) in zip(
        figure.subplots(1, 3), [*panels, ("difference", gap, "RdBu_r", -reach, reach)], strict=True
    ):
        image = axis.imshow(matrix, cmap=colours, vmin=bottom, vmax=top, aspect="auto")
        figure.colorbar(image, ax=axis).ax.tick_params(colors=GREY, labelsize=7)
        _dress(axis, title)
    rows, columns = _differ(theirs, wanted).nonzero(as_tuple=True)
    axis.plot(columns, rows, linestyle="none", marker="x", color="black", markersize=4)
    return figure


def _draw_figures(theirs: dict[str, Any], wanted: dict[str, Any]) -> Figure:
    figure = _canvas(7.5, 3.2)
    parts: Any = figure.subfigures(1, 2)
    for part, facts, title in zip(parts, (theirs, wanted), ("yours", "expected"), strict=True):
        part.patch.set_alpha(0)
        width, height = facts["size"]
        part.suptitle(f"{title}: {width:g} by {height:g} inches", color=GREY, fontsize=9)
        _draw_panels(part, facts["panels"], bool(facts["bars"]))
    return figure


def _draw_panels(part: Any, panels: list[dict[str, Any]], bar: bool) -> None:
    """Draw the panels of a figure again, as one sees them."""
    if not panels:
        part.text(0.5, 0.5, "no panel with a picture", color=GREY, ha="center")
        return
    rows, columns = (1 + max(panel[key] for panel in panels) for key in ("row", "column"))
    grid = part.subplots(rows, columns, squeeze=False)
    for axis in grid.flat:
        axis.set_visible(False)
    for panel in panels:
        axis, (low, high) = grid[panel["row"], panel["column"]], panel["limits"]
        colours = panel["colours"] if panel["colours"] in matplotlib.colormaps else "Greys"
        image = axis.imshow(panel["picture"], cmap=colours, vmin=low, vmax=high)
        axis.set_visible(True)
        axis.set_xlabel(panel["xlabel"], color=GREY, fontsize=7)
        axis.set_ylabel(panel["ylabel"], color=GREY, fontsize=7)
        _dress(axis, panel["title"])
    if bar:
        part.colorbar(image, ax=grid, shrink=0.6).ax.tick_params(colors=GREY, labelsize=7)


def _dress(axis: Any, title: str) -> None:
    axis.set_title(title, color=GREY, fontsize=9)
    axis.tick_params(colors=GREY, labelsize=7)

"""Theirs, the expected one, and the difference, side by side, with the cells that differ marked."""

import base64
import io

import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from autograder.checks.verdicts import Gap

LARGEST = 40  # cells along one side that a small picture can still show


def picture(gap: Gap | None) -> str:
    """An <img> of the first matrix that differs, or nothing where the answer is no matrix."""
    if gap is None or gap.theirs is None or gap.wanted is None:
        return ""
    pair = _first_differing(gap.theirs, gap.wanted)
    if pair is None:
        return ""
    theirs, wanted, where = pair
    drawn = base64.b64encode(_draw(theirs, wanted)).decode()
    text = f"your matrix, the expected one and their difference{where}"
    return f"<img alt='{text}' title='{text}' src='data:image/png;base64,{drawn}'/>"


def _first_differing(theirs: torch.Tensor, wanted: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, str] | None:
    if theirs.shape != wanted.shape or theirs.dim() < 2 or theirs.numel() < 4 or max(theirs.shape[-2:]) > LARGEST:
        return None
    flat, goal = theirs.reshape(-1, *theirs.shape[-2:]), wanted.reshape(-1, *wanted.shape[-2:])
    off = (flat - goal).abs().amax((1, 2)).nan_to_num(nan=1.0)
    first = int((off > 1e-5).int().argmax())
    return flat[first], goal[first], f" (matrix {first} of {len(flat)})" if len(flat) > 1 else ""


def _draw(theirs: torch.Tensor, wanted: torch.Tensor) -> bytes:
    figure = Figure(figsize=(7.5, 2.3), dpi=80, layout="constrained")
    FigureCanvasAgg(figure)
    figure.patch.set_alpha(0)
    low, high = float(wanted.min()), float(wanted.max())
    high = high if high > low else low + 1
    gap = (theirs - wanted).nan_to_num(nan=high - low)
    reach = max(float(gap.abs().max()), 1e-9)
    panels = [("yours", theirs, "viridis", low, high), ("expected", wanted, "viridis", low, high)]
    for axis, (title, matrix, colours, bottom, top) in zip(
        figure.subplots(1, 3), [*panels, ("difference", gap, "RdBu_r", -reach, reach)], strict=True
    ):
        image = axis.imshow(matrix, cmap=colours, vmin=bottom, vmax=top, aspect="auto")
        figure.colorbar(image, ax=axis).ax.tick_params(colors="gray", labelsize=7)
        axis.set_title(title, color="gray", fontsize=9)
        axis.tick_params(colors="gray", labelsize=7)
        if title == "difference":
            for row, column in (gap.abs() > 1e-5).nonzero().tolist()[:200]:
                axis.plot(column, row, marker="x", color="black", markersize=4)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()

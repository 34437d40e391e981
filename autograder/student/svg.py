"""Draws matrices as SVG by hand: a hundred times faster than a plotting library, sharp at every size.

Grey text is readable on light and dark. Leaves out: everything but cells, words and a colour bar.
"""

import base64
import html
from collections.abc import Iterable
from dataclasses import dataclass

import matplotlib
import numpy
import torch

GREY = "#808080"
ROOM_FOR_NUMBER = 26  # pixels of a cell


@dataclass(frozen=True)
class Box:
    """Where something is drawn, in pixels."""

    x: float
    y: float
    width: float
    height: float


def image(parts: Iterable[str], width: float, height: float, text: str) -> str:
    """Drawn parts as an <img>, which survives where a page removes foreign SVG."""
    size = f"width='{width:g}' height='{height:g}' shape-rendering='crispEdges'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(parts)}</svg>"
    said, data = html.escape(text, quote=True), base64.b64encode(svg.encode()).decode()
    return f"<img alt='{said}' title='{said}' src='data:image/svg+xml;base64,{data}'/>"


def words(
    text: str, x: float, y: float, size: int = 12, anchor: str = "middle", turn: int = 0, fill: str = GREY
) -> str:
    """One line of text, its middle line at y."""
    turned = f" transform='rotate({turn} {x:g} {y:g})'" if turn else ""
    style = (
        f"font-size='{size}' font-family='sans-serif' fill='{fill}' text-anchor='{anchor}' dominant-baseline='central'"
    )
    return f"<text x='{x:.1f}' y='{y:.1f}' {style}{turned}>{html.escape(text)}</text>"


def cells(
    matrix: torch.Tensor, box: Box, colours: str, low: float, high: float, marked: torch.Tensor | None = None
) -> str:
    """A matrix as coloured cells, with its numbers where there is room; marked cells have a frame."""
    rows, columns = matrix.shape
    wide, tall = box.width / columns, box.height / rows
    painted = _paint(matrix, colours, low, high)
    drawn = []
    for row in range(rows):
        for column in range(columns):
            x, y = box.x + column * wide, box.y + row * tall
            at = f"x='{x:.1f}' y='{y:.1f}' width='{wide:.1f}' height='{tall:.1f}'"
            drawn.append(f"<rect {at} fill='#{painted[row, column, :3].tobytes().hex()}'/>")
            if min(wide, 1.6 * tall) >= ROOM_FOR_NUMBER:
                fill = "black" if painted[row, column, :3].mean() > 110 else "white"
                drawn.append(words(_short(matrix[row, column].item()), x + wide / 2, y + tall / 2, 9, fill=fill))
    frames = marked.nonzero().tolist() if marked is not None else []
    drawn += [_frame(box.x + column * wide, box.y + row * tall, wide, tall) for row, column in frames]
    return "".join(drawn)


def colour_bar(box: Box, colours: str, low: float, high: float) -> str:
    """What number a colour stands for."""
    steps = torch.linspace(high, low, 32)[:, None]
    ends = [(high, box.y + 5), (low, box.y + box.height - 5)]
    side = box.x + box.width + 3
    return cells(steps, box, colours, low, high) + "".join(words(_short(n), side, y, 9, "start") for n, y in ends)


def _paint(matrix: torch.Tensor, colours: str, low: float, high: float) -> numpy.ndarray:
    """Colours [rows columns 4] as bytes."""
    known = matplotlib.colormaps[colours if colours in matplotlib.colormaps else "Greys"]
    scaled = ((matrix.double() - low) / ((high - low) or 1)).nan_to_num(nan=0.5).clamp(0, 1)
    return numpy.asarray(known(scaled.numpy(), bytes=True))


def _frame(x: float, y: float, wide: float, tall: float) -> str:
    """A frame that can be seen on every colour: white, and black within."""
    inner = f"x='{x + 2:.1f}' y='{y + 2:.1f}' width='{max(wide - 4, 1):.1f}' height='{max(tall - 4, 1):.1f}'"
    outer = f"x='{x + 1:.1f}' y='{y + 1:.1f}' width='{max(wide - 2, 1):.1f}' height='{max(tall - 2, 1):.1f}'"
    return f"<rect {outer} fill='none' stroke='white'/><rect {inner} fill='none' stroke='black'/>"


def _short(number: float) -> str:
    """A number in five characters or so."""
    return f"{number:.2f}" if 0.005 <= abs(number) < 100 or number == 0 else f"{number:.1g}"

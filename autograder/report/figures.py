"""Figures of the report as SVG, with a text alternative each; colours come from the page's style sheet."""

from collections.abc import Sequence
from html import escape

from autograder.grading.record import Record

BAR, GAP, TALL = 44, 6, 150


def histogram_svg(counts: Sequence[int], max_points: int) -> str:
    """Bars: how many students reached each part of the points."""
    top = max(counts) or 1
    width = len(counts) * (BAR + GAP)
    parts = []
    for place, count in enumerate(counts):
        height, left = TALL * count / top, place * (BAR + GAP)
        edge = f"{max_points * place / len(counts):.4g}"
        parts.append(
            f'<rect class="bar" x="{left}" y="{TALL + 18 - height:.1f}" width="{BAR}" height="{height:.1f}"/>'
            f'<text x="{left + BAR / 2}" y="{TALL + 12 - height:.1f}" text-anchor="middle">{count or ""}</text>'
            f'<text class="axis" x="{left}" y="{TALL + 34}">{edge}</text>'
        )
    parts.append(f'<text class="axis" x="{width}" y="{TALL + 34}" text-anchor="end">{max_points:g}</text>')
    spoken = ", ".join(f"{count} from {max_points * i / len(counts):.4g}" for i, count in enumerate(counts) if count)
    return _svg(width, TALL + 42, "".join(parts), f"Students by points: {spoken or 'none'}")


def heatmap_svg(records: Sequence[Record], columns: Sequence[tuple[str, str]]) -> str:
    """Students by checks: a cell is filled where the check failed, half where it is undecided. Weak students on top."""
    ordered = sorted(records, key=lambda record: (record["points"], record["student"]))
    across = max(4, min(12, 900 // max(1, len(columns))))
    down = max(2, min(12, 900 // max(1, len(ordered))))
    paths: dict[str, list[str]] = {"fail": [], "undecided": []}
    for row, record in enumerate(ordered):
        outcomes = {(e["name"], c["name"]): c["outcome"] for e in record["exercises"] for c in e["checks"]}
        for column, key in enumerate(columns):
            if outcomes.get(key) in paths:
                paths[outcomes[key]].append(f"M{column * across} {row * down}h{across - 1}v{down - 1}h-{across - 1}z")
    drawn = "".join(f'<path class="{kind}" d="{"".join(steps)}"/>' for kind, steps in paths.items())
    width, height = len(columns) * across, len(ordered) * down
    frame = f'<rect class="ground" width="{width}" height="{height}"/>'
    failed = len(paths["fail"])
    text = f"{len(ordered)} students (weakest on top) by {len(columns)} checks (hardest left): {failed} failed cells"
    return _svg(width, height, frame + drawn, text)


def rate_bar(rate: float) -> str:
    """A pass rate as a small bar beside its number."""
    return _svg(
        100,
        10,
        f'<rect class="ground" width="100" height="10"/><rect class="bar" width="{100 * rate:.0f}" height="10"/>',
        f"{rate:.0%}",
    )


def _svg(width: float, height: float, body: str, text: str) -> str:
    return (
        f'<svg role="img" aria-label="{escape(text, quote=True)}" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}"><title>{escape(text)}</title>{body}</svg>'
    )

"""Where a student stands: each notebook runs in a process of its own, so that none disturbs another."""

import html
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from autograder.student.handout import read_facts
from autograder.student.notebook_file import assignments_below

BAR = 20
AT_ONCE = 2
ALL_DONE = "all visible checks pass; hidden checks run after you submit"
COLOUR, EMPTY = "#2e8b57", "#8884"


@dataclass(frozen=True)
class Standing:
    """Points from the visible checks of one assignment, and the first exercise that has something left to do."""

    slug: str
    title: str
    points: int
    max_points: int
    next: str = ""

    @property
    def share(self) -> float:
        """How much is done."""
        return self.points / self.max_points if self.max_points else 0.0


class Standings:
    """All assignments, as a picture with a plain-text twin."""

    def __init__(self, rows: list[Standing]) -> None:
        """Keep the rows."""
        self.rows = rows

    @property
    def next(self) -> str:
        """What to do next."""
        left = next((row for row in self.rows if row.next), None)
        return f"next: {left.next} in {left.slug}" if left else ALL_DONE

    def __repr__(self) -> str:
        """The bars as text."""
        lines = [
            f" {row.title[:38]:<38} [{'#' * round(BAR * row.share):.<{BAR}}] {row.points:>3} of {row.max_points:<3}"
            for row in self.rows
        ]
        return "\n".join([*lines, "", self.next])

    def _repr_html_(self) -> str:
        """The bars as a picture."""
        height, text = 26, "font-size='13' fill='currentColor' dominant-baseline='middle'"
        bars = "".join(
            f"<g transform='translate(0 {place * height})'><title>{html.escape(row.next or 'done')}</title>"
            f"<text x='0' y='13' {text}>{html.escape(row.title)}</text>"
            f"<rect x='300' y='5' width='240' height='16' rx='3' fill='{EMPTY}'/>"
            f"<rect x='300' y='5' width='{240 * row.share:.0f}' height='16' rx='3' fill='{COLOUR}'/>"
            f"<text x='550' y='13' {text}>{row.points} of {row.max_points}</text></g>"
            for place, row in enumerate(self.rows)
        )
        size = f"width='640' height='{height * len(self.rows)}' role='img'"
        svg = f"<svg xmlns='http://www.w3.org/2000/svg' {size} aria-label='points from the visible checks'>{bars}</svg>"
        return f"<div class='attn-progress'>{svg}<div>{html.escape(self.next)}</div></div>"


def standings(folder: Path) -> Iterator[Standing]:
    """Every assignment that lies in a folder, or beside it, in the course's order, as each becomes known."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(_standing, assignments_below(folder))


def _standing(path: Path) -> Standing:
    facts = read_facts(path.parent)
    slug, title = facts["slug"], f"{facts['slug'][:2]} {facts['title']}"
    most = sum(exercise["visible_points"] for exercise in facts["exercises"])
    if not path.exists():
        return Standing(slug, title, 0, most, facts["exercises"][0]["name"])
    command = [sys.executable, "-c", "from autograder.cli import main; main()", "check", str(path), "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1"}
    )
    if done.returncode not in (0, 1):
        return Standing(slug, title, 0, most, done.stderr.strip().split("\n")[-1].removeprefix("attn: "))
    report = json.loads(done.stdout)[0]
    left = [name for name, lines in report["exercises"].items() if any(line["state"] != "pass" for line in lines)]
    return Standing(slug, title, report["points"], most, left[0] if left else "")

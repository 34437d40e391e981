"""The page for instructors: one file that opens offline, with figures as SVG."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jinja2

from autograder.report.figures import heatmap_svg, histogram_svg, rate_bar
from autograder.report.numbers import AssignmentNumbers, histogram

Pair = tuple[str, str, float]  # two students, and the share of code that they have in common


@dataclass(frozen=True)
class Section:
    """One assignment as the page shows it."""

    numbers: AssignmentNumbers
    similar: Sequence[Pair] = ()

    def drawn(self) -> dict[str, Any]:
        """Numbers and figures for the template."""
        numbers = self.numbers
        columns = [(check.exercise, check.name) for check in numbers.checks]
        names = ("slug", "title", "max_points", "records", "graded", "missing", "people", "diagnoses", "median")
        return {name: getattr(numbers, name) for name in names} | {
            "seconds": statistics.fmean([r["wall_seconds"] for r in numbers.graded]) if numbers.graded else 0.0,
            "histogram": histogram_svg(histogram(numbers.points, _of_checks(numbers)), _of_checks(numbers)),
            "heatmap": heatmap_svg(numbers.graded, columns),
            "of": _of_checks(numbers),
            "checks": [_check(check) for check in numbers.checks],
            "similar": self.similar,
        }


def page(title: str, note: str, sections: Sequence[Section]) -> str:
    """Draw the page of one assignment, or of the course where there are several."""
    loader = jinja2.PackageLoader("autograder.report")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    template = environment.get_template("page.html.j2")
    drawn = [section.drawn() for section in sections]
    return template.render(title=title, note=note, assignments=drawn, course=len(sections) > 1)


def _check(check: Any) -> dict[str, Any]:
    names = ("exercise", "claim", "visible", "rate", "discrimination")
    return {name: getattr(check, name) for name in names} | {"bar": rate_bar(check.rate)}


def _of_checks(numbers: AssignmentNumbers) -> int:
    return numbers.graded[0]["max_points"] if numbers.graded else numbers.max_points

"""`make bench`: every row a ratio within one run; what is written, show.py says.

grade/...   what grading one submission costs a peer, over what it costs us (against the floor: ours over it)
train/...   tokens a second of ours, over those of the same model from torch.nn
check/...   seconds that a student waits (no peer: ratio to the promise, 0.1 s for a function, 0.3 s for a module)
build       seconds for all seven, over those of nbgrader generate_assignment for them
each/SLUG   processor seconds a submission of an assignment, over those of section 3
scale/N     processor seconds a submission of N in one run, over those of a run of 100
"""

import argparse
import json
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from autograder.course import Course, open_course
from benchmarks import grading_peers, latency, scale, show, training
from benchmarks.measure import Cost
from benchmarks.show import Row

PACKAGES = ("torch", "nbgrader", "otter-grader")
SUBMISSIONS = {"03": 24, "07": 12}
PEERS = {"nbgrader": (grading_peers.stock, 2), "otter": (grading_peers.otter, 6), "floor": (grading_peers.floor, 1)}


def main() -> None:
    """Measure the groups that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", choices=[[], *GROUPS], help="default: all")
    parser.add_argument("--runs", type=int, default=3, help="repetitions of each pair")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    kept = {row["name"]: row for row in show.read()}
    for group in asked.groups or GROUPS:
        for row in GROUPS[group](open_course(), asked.runs):
            kept[row["name"]] = row
            print(f"{row['name']:<30} {row['ratio']:>8.2f} {row['unit']}", flush=True)
            show.RESULTS.write_text(json.dumps([kept[name] for name in sorted(kept)], indent=1) + "\n")
    show.write(list(kept.values()))


def _row(name: str, ratios: list[float], unit: str, ours: float, theirs: float) -> Row:
    spread = [round(min(ratios), 3), round(max(ratios), 3)]
    machine = f"{platform.machine()}, {len(grading_peers.cores())} cores, Linux {platform.release().split('-')[0]}"
    return {
        "name": name,
        "ratio": round(statistics.median(ratios), 3),
        "unit": unit,
        "ours": round(ours, 4),
        "theirs": round(theirs, 4),
        "runs": len(ratios),
        "spread": spread,
        "machine": machine,
        "versions": {package: version(package) for package in PACKAGES} | {"python": platform.python_version()},
    }


def _grading(course: Course, runs: int) -> Iterator[Row]:
    for number, count in SUBMISSIONS.items():
        slug = course.assignment(number).slug
        made = grading_peers.a_class(course, slug, count)
        for peer, (measure, fewer) in PEERS.items():
            some = made[: max(2, count // fewer)]
            pairs = [
                (_each(grading_peers.ours, course, slug, made), _each(measure, course, slug, some)) for _ in range(runs)
            ]
            for kind in ("cpu", "wall"):
                ours, theirs = [getattr(a, kind) for a, _ in pairs], [getattr(b, kind) for _, b in pairs]
                ratios = [a / b if peer == "floor" else b / a for a, b in zip(ours, theirs, strict=True)]
                unit = "ours over the floor" if peer == "floor" else "theirs over ours"
                yield _row(
                    f"grade/{number}/{kind}/{peer}", ratios, unit, statistics.median(ours), statistics.median(theirs)
                )


def _each(measure: Callable[..., Cost], course: Course, slug: str, made: list[Any]) -> Cost:
    """Cost of one submission: the whole run, start-up included, shared among them."""
    with tempfile.TemporaryDirectory(prefix="attn-bench-") as folder:
        cost = measure(course, slug, made, Path(folder))
    return Cost(cost.cpu / len(made), cost.wall / len(made))


def _training(_: Course, runs: int) -> Iterator[Row]:
    for name, (ours, theirs) in training.pairs().items():
        ours(), theirs()  # the first of each loads parts of torch
        speeds = [(ours(), theirs()) for _ in range(2 * runs)]
        mine, other = statistics.median(a for a, _ in speeds), statistics.median(b for _, b in speeds)
        yield _row(name, [a / b for a, b in speeds], "tokens per second, ours over theirs", mine, other)


def _latency(course: Course, runs: int) -> Iterator[Row]:
    for name, run in latency.runs(course).items():
        run()
        promise = 0.1 if "function" in name else 0.3
        times = [run() for _ in range(5 * runs)]
        yield _row(
            name, [t / promise for t in times], f"of the promised {promise} s", statistics.median(times), promise
        )


def _build(course: Course, runs: int) -> Iterator[Row]:
    pairs = [(scale.our_build(course), scale.stock_build(course)) for _ in range(runs)]
    mine, other = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
    yield _row(
        "build/all", [a / b for a, b in pairs], "processor seconds, ours over nbgrader's part alone", mine, other
    )


def _scale(course: Course, _: int) -> Iterator[Row]:
    base = scale.graded(course, 100)
    for count in (10, 100, 1000, 5000):
        found = base if count == 100 else scale.graded(course, count)
        row = _row(
            f"scale/{count}",
            [found["cpu"] / base["cpu"]],
            "cost of one, over that in a run of 100",
            found["cpu"],
            base["cpu"],
        )
        yield row | {"details": found}


def _each_assignment(course: Course, _: int) -> Iterator[Row]:
    found = {slug: scale.graded(course, scale.DIFFERENT, slug)["cpu"] for slug in course.slugs}
    base = found[scale.SLUG]
    for slug, cpu in found.items():
        yield _row(f"each/{slug}", [cpu / base], "processor seconds of one, over section 3", cpu, base)


GROUPS: dict[str, Callable[[Course, int], Iterator[Row]]] = {
    "grade": _grading,
    "train": _training,
    "check": _latency,
    "build": _build,
    "each": _each_assignment,
    "scale": _scale,
}


if __name__ == "__main__":
    sys.exit(main())

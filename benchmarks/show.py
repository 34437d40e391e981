"""Shows what was measured: the table as a page and in the README, and a plot. Draws from results.json alone."""

import json
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from benchmarks.measure import ROOT

Row = dict[str, Any]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "benchmarks" / "README.md"
PLOT = ROOT / "docs" / "pictures" / "figures.png"
BEGIN, END = "<!-- figures: written by make bench -->\n", "<!-- end of figures -->"
WHAT = {
    "grade/03/cpu/nbgrader": "section 3, processor time: stock nbgrader over ours",
    "grade/03/wall/nbgrader": "section 3, by the clock: stock nbgrader over ours",
    "grade/03/cpu/otter": "section 3, processor time: otter over ours",
    "grade/03/wall/otter": "section 3, by the clock: otter over ours",
    "grade/03/cpu/floor": "section 3, processor time: ours over the floor",
    "grade/07/cpu/nbgrader": "section 7, processor time: stock nbgrader over ours",
    "grade/07/wall/nbgrader": "section 7, by the clock: stock nbgrader over ours",
    "grade/07/cpu/otter": "section 7, processor time: otter over ours",
    "grade/07/wall/otter": "section 7, by the clock: otter over ours",
    "grade/07/cpu/floor": "section 7, processor time: ours over the floor",
    "train/bahdanau/torch.nn": "training the Bahdanau model, tokens a second: ours over torch.nn",
    "train/transformer/torch.nn": "training the Transformer, tokens a second: ours over torch.nn",
}
HEAD = """# Figures

`make bench` measures them and writes this page, `results.json` beside it, the plot, and the table in the README.
Each row is a ratio within one run; the spread is over repetitions. The floor runs the same cells and checks in one
warm process without any wall. Processor time counts every process, also those that end after the command.

"""
SCALE = """
## Many submissions of section 3 in one run

| submissions | cpu s each | wall s each | grader MB | worker MB | submission MB | records MB | gradebook MB |
|--:|--:|--:|--:|--:|--:|--:|--:|
"""
COST = """
## What 100,000 submissions cost

From a run of 60 different ones of each assignment, start-up included, on one core of this machine.

| assignment | cpu s each | core hours for 100,000 | hours on 64 cores |
|---|--:|--:|--:|
"""


def read() -> list[Row]:
    """What was measured last, row by row."""
    rows: list[Row] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    return rows


def page(rows: list[Row]) -> str:
    """Every row, and the table of sizes."""
    lines = ["| row | ratio | spread | ours | theirs | unit |", "|---|--:|---|--:|--:|---|"]
    for row in sorted(rows, key=lambda row: str(row["name"])):
        numbers = f"{row['ratio']:g} | {_spread(row)} | {row['ours']:g} | {row['theirs']:g}"
        lines.append(f"| {row['name']} | {numbers} | {row['unit']} |")
    sizes = sorted((row["details"] for row in rows if "details" in row), key=lambda size: size["submissions"])
    columns = "submissions cpu wall grader_mb worker_mb submission_mb records_mb gradebook_mb".split()
    scale = ["| " + " | ".join(f"{size[name]:g}" for name in columns) + " |" for size in sizes]
    text = HEAD + _machine(rows) + "\n".join(lines) + "\n"
    return text + SCALE + "\n".join(scale) + "\n" + COST + "\n".join(_costs(rows)) + "\n"


def _costs(rows: list[Row]) -> list[str]:
    """For each assignment, what very many submissions cost."""
    each = sorted((row["name"].removeprefix("each/"), row["ours"]) for row in rows if row["name"].startswith("each/"))
    hours = [(slug, cpu, cpu * 100_000 / 3600) for slug, cpu in each]
    return [f"| {slug} | {cpu:.2f} | {core:.0f} | {core / 64:.1f} |" for slug, cpu, core in hours]


def summary(rows: list[Row]) -> str:
    """The rows that the README shows."""
    named = {row["name"]: row for row in rows}
    lines = ["| measured | ratio | spread |", "|---|--:|---|"]
    for name, what in WHAT.items():
        if name in named:
            lines.append(f"| {what} | {named[name]['ratio']:.3g} | {_spread(named[name])} |")
    return _machine(rows) + "\n".join(lines) + "\n"


def write(rows: list[Row]) -> None:
    """Write page, README and plot."""
    PAGE.write_text(page(rows), encoding="utf-8")
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    readme.write_text(before + BEGIN + summary(rows) + END + rest.partition(END)[2], encoding="utf-8")
    plot(rows, PLOT)


def plot(rows: list[Row], path: Path) -> None:
    """Draw the ratios to peers with their spread."""
    named = {row["name"]: row for row in rows}
    chosen = [named[name] for name in WHAT if name in named]
    figure, axes = plt.subplots(figsize=(8, 0.4 * len(chosen) + 1), layout="constrained")
    for place, row in enumerate(reversed(chosen)):
        low, high = row["spread"]
        better = row["ratio"] >= 1 and not row["name"].endswith("floor")
        axes.barh(place, row["ratio"], color="#3a76b0" if better else "#999999")
        axes.plot([low, high], [place, place], color="black", linewidth=1)
        axes.text(max(high, row["ratio"]) * 1.05, place, f"{row['ratio']:.3g}", va="center")
    axes.set_yticks(range(len(chosen)), [WHAT[row["name"]] for row in reversed(chosen)])
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlabel("ratio (line: spread over repetitions)")
    axes.set_xlim(0.5, 2 * max(row["spread"][1] for row in chosen))
    figure.savefig(path, dpi=110)
    plt.close(figure)


def _machine(rows: list[Row]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in rows[0]["versions"].items())
    return f"Machine: {rows[0]['machine']}. Versions: {versions}.\n\n"


def _spread(row: Row) -> str:
    low, high = row["spread"]
    return f"{low:.3g} to {high:.3g}"

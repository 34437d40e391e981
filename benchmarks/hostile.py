"""The hostile suite beside its peers: tricks that paid, batches that stopped, hangs. `make bench-hostile`.

Bounded in time, memory, processes and disk, on loopback of its own (hostile_jail.py). Writes hostile.json and
hostile.md. Leaves out: what the suite itself asserts, and submissions that would harm the machine at a peer.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from autograder.grading.record import GRADED
from benchmarks import hostile_peers
from benchmarks.hostile_peers import Came
from tests.hostile import kit, running

HERE = Path(__file__).parent
GRADERS = {"attn": "this course", "nbgrader": "nbgrader {}", "otter": "otter-grader {}"}
HEAD = """# Hostile submissions, ours and at its peers

`make bench-hostile` runs the submissions of `tests/hostile/` that make sense at another grader through stock
nbgrader and `otter run`, each with the way of testing that the trick aims at (`tests/hostile/floor.py`).
otter takes one submission at a time, so it has no batch that could stop.

- **paid**: a wrong answer got full points, or the code read what it must not.
- **lost**: right answers whose points were lost over something else in the notebook.
- **stopped**: the batch ended there; students after it were not graded.
- **hung**: not finished within the time.

"""


def main() -> None:
    """Run all three and write what came of it."""
    chosen = [one for one in kit.submissions() if one.at_peers]
    results = {name: _each_family(run, chosen, name) for name, run in RUNS.items()}
    names = {name: title.format(_version(name)) for name, title in GRADERS.items()}
    rows = [{"family": one.family, "name": one.name} | {g: results[g][one.student] for g in GRADERS} for one in chosen]
    (HERE / "hostile.json").write_text(json.dumps({"graders": names, "submissions": rows}, indent=1) + "\n")
    table = _table(rows, names)
    (HERE / "hostile.md").write_text(HEAD + table)
    print(table)


def attn(batch: list[kit.Hostile], folder: Path) -> dict[str, Came]:
    """`attn grade` over the same students, with the suite's limits."""
    places = {"MARK": "hostilemark", "CHECKOUT": str(kit.ROOT), "GRADING": str(folder), "PORT": "9", "LISTENER": "no"}
    honest = next(kit.honest())
    honest.write(folder / "submitted")
    for one in batch:
        one.hand_in(folder / "submitted", places)
    done = running.grade(kit.course_root(folder / "root"), folder, folder / "tmp")
    finished = done.record(honest.student)["status"] == GRADED
    return {one.name: _ours(one, done, finished) for one in batch}


def _ours(one: kit.Hostile, done: running.Batch, finished: bool) -> Came:
    record = done.record(one.student)
    rows = [row for row in record["exercises"] if row["name"] == kit.TARGET]
    graded = record["status"] == GRADED
    score = rows[0]["points"] / rows[0]["max_points"] if graded else None
    return Came(score, finished, False, "LOOT" in done.shown(one.student))


RUNS: dict[str, Callable[[list[kit.Hostile], Path], dict[str, Came]]] = {
    "attn": attn,
    "nbgrader": hostile_peers.nbgrader,
    "otter": hostile_peers.otter,
}


def _each_family(
    run: Callable[[list[kit.Hostile], Path], dict[str, Came]], chosen: list[kit.Hostile], name: str
) -> dict[str, dict[str, bool]]:
    found = {}
    for family in sorted({one.family for one in chosen}):
        batch = [one for one in chosen if one.family == family]
        # what pries may change what its neighbours get, so each has a folder of its own
        for part in [[one] for one in batch] if family == "prying" and name != "attn" else [batch]:
            folder = Path(tempfile.mkdtemp(prefix="hostile-"))
            came = run(part, folder)
            shutil.rmtree(folder, ignore_errors=True)
            found |= {one.student: _verdict(one, came[one.name]) for one in part}
        print(name, family, file=sys.stderr, flush=True)
    return found


def _verdict(one: kit.Hostile, came: Came) -> dict[str, bool]:
    wrong = kit.TARGET in (one.loses or ())
    full = came.score is not None and came.score >= 1
    return asdict(came) | {
        "paid": (wrong and full) or came.loot or (came.score or 0) > 1,
        "lost": one.status == GRADED and one.loses is not None and not wrong and not full,
        "stopped": not came.neighbour,
    }


def _table(rows: list[dict[str, object]], names: dict[str, str]) -> str:
    kinds = ("paid", "lost", "stopped", "hung")
    head = "| family | submissions | " + " | ".join(f"{names[g]}: {kind}" for g in names for kind in kinds) + " |\n"
    lines = [head, "|---|" + "--:|" * (1 + len(names) * len(kinds)) + "\n"]
    for family in [*sorted({str(row["family"]) for row in rows}), "all"]:
        of = [row for row in rows if family in (row["family"], "all")]
        counts = [str(sum(row[g][kind] for row in of)) for g in names for kind in kinds]  # type: ignore[index]
        lines.append(f"| {family} | {len(of)} | " + " | ".join(counts) + " |\n")
    return "".join(lines)


def _version(name: str) -> str:
    package = {"nbgrader": "nbgrader", "otter": "otter-grader"}.get(name)
    return version(package) if package else ""


if __name__ == "__main__":
    main()

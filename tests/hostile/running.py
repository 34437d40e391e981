"""Runs `attn grade` in a process of its own, and looks for whatever outlives it.

Leaves out: what is handed in (kit.py), and what is asserted.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.hostile.kit import ROOT, SECRET, SLUG


@dataclass
class Batch:
    """One run of `attn grade` over a folder of submissions."""

    grading: Path
    code: int
    seconds: float
    words: str
    left: list[int] = field(default_factory=list)  # processes that outlived it

    def record(self, student: str) -> dict[str, Any]:
        """The record of one student."""
        path = self.grading / "results" / SLUG / f"{student}.json"
        return json.loads(path.read_text(encoding="utf-8"))

    def shown(self, student: str) -> str:
        """What the cells of one student's graded notebook put out, as one text."""
        path = self.grading / "autograded" / student / SLUG / f"{SLUG}.ipynb"
        if not path.exists():
            return ""
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return json.dumps([cell.get("outputs", []) for cell in cells])


def pages(shown: str) -> str:
    """The parts of outputs that a browser would read as HTML or SVG."""
    found = [output.get("data", {}) for outputs in json.loads(shown or "[]") for output in outputs]
    return "".join(str(text) for data in found for kind, text in data.items() if "html" in kind or "svg" in kind)


def grade(course: Path, grading: Path, temporary: Path, prefix: tuple[str, ...] = (), *options: str) -> Batch:
    """Run `attn grade` with two workers in a process of its own, and see what outlives it."""
    temporary.mkdir(exist_ok=True, parents=True)
    command = [*prefix, sys.executable, "-c", "from autograder.cli import main; main()"]
    command += ["grade", "03", "--grading", str(grading), "--workers", "2", *options]
    environment = os.environ | {"ATTN_COURSE_SECRET": SECRET, "ATTN_COURSE": str(course), "TMPDIR": str(temporary)}
    environment |= {"PYTHONPATH": str(ROOT / "autograder" / ".."), "HOSTILE_SECRET": "LOOT of the environment"}
    _adopt_orphans()
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, timeout=400, stdin=subprocess.DEVNULL
    )
    batch = Batch(grading, done.returncode, time.monotonic() - start, done.stdout + done.stderr)
    batch.left = _orphans(patience=6.0)
    return batch


def _adopt_orphans() -> None:
    """Become the parent of whatever a child leaves behind (prctl PR_SET_CHILD_SUBREAPER), so that it can be found."""
    import ctypes

    assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0
    _before.update(_children())


_before: set[int] = set()


def _children() -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.add(int(path.parent.name))
    return found


def _orphans(patience: float) -> list[int]:
    end = time.monotonic() + patience
    while (left := _children() - _before) and time.monotonic() < end:
        time.sleep(0.1)
    return sorted(left)


def outside(mark: str) -> list[str]:
    """Files anywhere that a submission could have left, and sockets and shared memory that carry the mark."""
    places = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run"), Path.home(), Path("/"), ROOT]  # noqa: S108
    found = [str(path) for place in places if place.is_dir() for path in place.glob(f"*{mark}*")]
    for folder in ("autograder", "attn_solutions", "release", "source", "tests", "nbgrader_config.py"):
        found += [str(path) for path in (ROOT / folder).rglob(f"*{mark}*")]
    sockets = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    return found + [line for line in sockets.splitlines() if mark in line]


def clear(folder: Path) -> None:
    """Remove a folder, whatever rights its parts have."""
    shutil.rmtree(folder, ignore_errors=True)

"""Runs commands and adds up what they cost, children included."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """Processor and clock seconds of one run; the most memory (MB) of the command's process and of any other."""

    cpu: float
    wall: float
    memory_mb: float = 0.0
    others_mb: float = 0.0


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; its output goes to a log in the folder."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    everything = os.environ | {"OMP_NUM_THREADS": "1", "PATH": path} | dict(environment or {})
    _adopt_orphans()
    start = time.monotonic()
    with (folder / "log.txt").open("ab") as log:
        running = subprocess.Popen(command, cwd=folder, env=everything, stdout=log, stderr=log)
        _, status, used = os.wait4(running.pid, 0)  # in it: what its own children used
    running.returncode = os.waitstatus_to_exitcode(status)
    wall, cpu, others = time.monotonic() - start, used.ru_utime + used.ru_stime, 0.0
    with suppress(ChildProcessError):
        while True:  # what it left to end by itself costs too
            _, _, left = os.wait4(-1, 0)
            cpu, others = cpu + left.ru_utime + left.ru_stime, max(others, left.ru_maxrss / 1024)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: ended with {running.returncode}; see {folder / 'log.txt'}")
    return Cost(cpu, wall, used.ru_maxrss / 1024, others)


def _adopt_orphans() -> None:
    """Become the parent of whatever a child leaves behind (prctl PR_SET_CHILD_SUBREAPER): the bill is complete."""
    assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0

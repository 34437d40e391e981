"""Runs commands and adds up what they cost, children included."""

import ctypes
import os
import re
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
        done, memory = 0, 0.0
        while not done:  # ru_maxrss would be that of this process, which it was forked from
            memory = max(memory, _memory(running.pid))
            time.sleep(0.02)
            done, status, used = os.wait4(running.pid, os.WNOHANG)
    running.returncode = os.waitstatus_to_exitcode(status)
    wall, cpu, others = time.monotonic() - start, used.ru_utime + used.ru_stime, 0.0  # in it: its children's
    with suppress(ChildProcessError):
        while True:  # what it left to end by itself costs too
            _, _, left = os.wait4(-1, 0)
            cpu, others = cpu + left.ru_utime + left.ru_stime, max(others, left.ru_maxrss / 1024)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: ended with {running.returncode}; see {folder / 'log.txt'}")
    return Cost(cpu, wall, memory, others)


def _memory(process: int) -> float:
    """The most MB that a process has had."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0  # none: it has ended


def _adopt_orphans() -> None:
    """Become the parent of whatever a child leaves behind (prctl PR_SET_CHILD_SUBREAPER): the bill is complete."""
    assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0

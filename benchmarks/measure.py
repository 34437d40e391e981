"""Runs commands and adds up what they cost, children included."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """Processor and clock seconds of one run, and the memory of its largest process in MB."""

    cpu: float
    wall: float
    peak_mb: float = 0.0


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; its output goes to a log in the folder."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    everything = os.environ | {"OMP_NUM_THREADS": "1", "PATH": path} | dict(environment or {})
    start = time.monotonic()
    with (folder / "log.txt").open("ab") as log:
        running = subprocess.Popen(command, cwd=folder, env=everything, stdout=log, stderr=log)
        _, status, used = os.wait4(running.pid, 0)  # what its own children used is in it
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: ended with {running.returncode}; see {folder / 'log.txt'}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)

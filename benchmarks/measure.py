"""Runs commands and adds up what they cost, children included."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """Processor and clock seconds of one run."""

    cpu: float
    wall: float


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; its output goes to a log in the folder."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    everything = os.environ | {"OMP_NUM_THREADS": "1", "PATH": path} | dict(environment or {})
    before, start = _children(), time.monotonic()
    with (folder / "log.txt").open("ab") as log:
        done = subprocess.run(command, cwd=folder, env=everything, stdout=log, stderr=log, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: ended with {done.returncode}; see {folder / 'log.txt'}")
    return Cost(_children() - before, time.monotonic() - start)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

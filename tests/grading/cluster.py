"""A dask cluster on this machine: scheduler and workers are processes of their own, in folders of their own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client

from tests.grading import kit

PATIENCE = 90  # seconds until the parts of a cluster have found each other, on a loaded machine
COURSE = ("course_config.py", "attn_solutions", "source", "release", "tests/public", "tests/hidden", "tests/answers")


class Cluster:
    """Started when entered; all that is left of it is ended when left."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder in which each part has one of its own."""
        self.folder = folder
        self.processes: dict[str, subprocess.Popen] = {}
        self.address_of: dict[str, str] = {}

    def __enter__(self) -> "Cluster":
        """Start the scheduler."""
        found = self.folder / "scheduler.json"
        self._start("scheduler", kit.ROOT, "--scheduler-file", str(found), "--port", "0", "--host", "127.0.0.1")
        self.address = self._within_patience(lambda: found.exists() and json.loads(found.read_text())["address"])
        return self

    def __exit__(self, *_: object) -> None:
        """End what still runs."""
        for name in self.processes:
            self.kill(name)

    def worker(self, name: str, course: Path = kit.ROOT) -> None:
        """Start a worker which knows the course at this place."""
        self._start("worker", course, self.address, "--name", name, "--nthreads", "1", "--no-nanny", as_name=name)

    def wait_for(self, count: int) -> None:
        """Wait until so many workers have come; note their addresses."""
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=PATIENCE)
            workers = client.scheduler_info(n_workers=-1)["workers"]
        self.address_of = {worker["name"]: address for address, worker in workers.items()}

    def pause(self, name: str, seconds: float) -> None:
        """Make a part slow: for so long it does nothing at all."""
        os.killpg(self.processes[name].pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.killpg(self.processes[name].pid, signal.SIGCONT)

    def kill(self, name: str) -> None:
        """End a part as a power cut would."""
        process = self.processes[name]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def copied_course(self, name: str, changes: dict[str, str] | None = None) -> Path:
        """A copy of the course in another place, its table changed as told."""
        root = self.folder / name
        for part in COURSE:
            copy = shutil.copytree if (kit.ROOT / part).is_dir() else shutil.copy
            (root / part).parent.mkdir(parents=True, exist_ok=True)
            copy(kit.ROOT / part, root / part)
        table = (root / "course_config.py").read_text(encoding="utf-8")
        for old, new in (changes or {}).items():
            assert old in table
            table = table.replace(old, new)
        (root / "course_config.py").write_text(table, encoding="utf-8")
        return root

    def _start(self, what: str, course: Path, *arguments: str, as_name: str = "") -> None:
        place = self.folder / f"place-of-{as_name or what}"
        place.mkdir(parents=True)
        environment = kit.environment(place / "no-grading", course)
        line = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
        with (place / "log").open("wb") as log:
            self.processes[as_name or what] = subprocess.Popen(
                line, cwd=place, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def _within_patience(self, look):
        end = time.monotonic() + PATIENCE
        while not (found := look()):
            assert time.monotonic() < end, "the cluster did not start"
            time.sleep(0.1)
        return found

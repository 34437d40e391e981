"""Killed or stopped in the middle of a batch: nothing that was finished is lost, nothing counts twice, and the next
run goes on from there."""

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from autograder.grading.gradebook import final_scores
from autograder.grading.places import Grading
from tests.grading import kit
from tests.grading.cluster import Cluster

STUDENTS = [f"student{number:02}" for number in range(12)]
PATIENCE = 60


@pytest.fixture(scope="module")
def notebooks():
    """Twelve submissions: right, wrong and open."""
    makes = (kit.answered, lambda: kit.answered(scorers_agree=kit.WRONG_LAST), lambda: kit.answered(scorers_agree=None))
    made = [make() for make in makes]
    return {student: made[number % 3] for number, student in enumerate(STUDENTS)}


class Run:
    """One `attn grade` under way, in a process group of its own."""

    def __init__(self, grading: Path, notebooks: dict, *options: str) -> None:
        """Hand everything in and start."""
        self.grading, self.started = grading, time.time()
        for student, notebook in notebooks.items():
            kit.hand_in(grading, student, notebook)
        self.process = subprocess.Popen(
            kit.command("grade", "03", *options), cwd=kit.ROOT, env=kit.environment(grading), text=True,
            start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> "Run":
        """Wait until some are done, and some are not."""
        within_patience(lambda: len(kit.records(self.grading)) >= 2)
        assert self.process.poll() is None
        assert len(kit.records(self.grading)) < len(STUDENTS)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""
        if group(self.process.pid):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


def within_patience(look) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < end
        time.sleep(0.02)


def stat(pid: int) -> list[str]:
    """State, parent and group of a process; nothing if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
    except OSError:
        return []


def group(leader: int) -> list[int]:
    """The living processes of a group."""
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if (found := stat(pid)) and found[2] == str(leader) and found[0] != "Z"]


def children(pid: int) -> list[int]:
    """The living children of a process."""
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [one for one in pids if (found := stat(one)) and found[1] == str(pid) and found[0] != "Z"]


def everything_counts_once(grading: Path) -> None:
    """Twelve valid records; twelve rows in the gradebook with the same points."""
    found = kit.records(grading)
    assert list(found) == STUDENTS
    points = [kit.FULL, kit.WITHOUT_LAST, kit.WITHOUT_LAST] * 4
    assert [record["points"] for record in found.values()] == points
    scores = final_scores(kit.COURSE, Grading(grading).db_url, [kit.SLUG])[kit.SLUG]
    assert scores == dict(zip(STUDENTS, points, strict=True))
    with sqlite3.connect(grading / "gradebook.db") as book:
        assert book.execute("select count(*) from submitted_assignment").fetchone() == (12,)
        assert book.execute("select count(*) from student").fetchone() == (12,)
    assert [path for path in grading.rglob(".new-*") if (grading / "submitted") not in path.parents] == []


def goes_on(grading: Path) -> None:
    """A second run leaves what is finished alone and does the rest."""
    before = {path.name: path.stat().st_mtime_ns for path in (grading / "results" / kit.SLUG).glob("*.json")}
    done = kit.attn(grading, "grade", "03", "--workers", "1")
    assert done.returncode == 0, done.stderr
    after = {path.name: path.stat().st_mtime_ns for path in (grading / "results" / kit.SLUG).glob("*.json")}
    assert {name: after[name] for name in before} == before
    everything_counts_once(grading)


def test_kill_9_of_the_grader_loses_nothing(tmp_path, notebooks):
    """Its workers end by themselves; what it had finished stays; the next run does the rest."""
    with Run(tmp_path, notebooks, "--workers", "1") as run:
        os.kill(run.process.pid, signal.SIGKILL)
        run.process.wait()
        within_patience(lambda: not group(run.process.pid))
    assert 2 <= len(kit.records(tmp_path)) < 12
    goes_on(tmp_path)


def test_ctrl_c_loses_nothing(tmp_path, notebooks):
    """One sentence, exit code 2, and the next run goes on."""
    with Run(tmp_path, notebooks, "--workers", "1") as run:
        os.killpg(run.process.pid, signal.SIGINT)
        _, said = run.process.communicate(timeout=PATIENCE)
        within_patience(lambda: not group(run.process.pid))
    assert run.process.returncode == 2
    assert "stopped; what was finished is kept, run it again to go on" in said
    assert "Traceback" not in said
    goes_on(tmp_path)


def test_a_killed_worker_costs_a_retry(tmp_path, notebooks):
    """The batch ends as if nothing had been."""
    with Run(tmp_path, notebooks, "--workers", "1") as run:
        workers = [worker for middle in children(run.process.pid) for worker in children(middle)]
        assert workers
        os.kill(workers[0], signal.SIGKILL)
        _, said = run.process.communicate(timeout=4 * PATIENCE)
    assert run.process.returncode == 0, said
    everything_counts_once(tmp_path)


def test_a_machine_that_dies_costs_a_retry(tmp_path, notebooks):
    """Of three workers one is killed and one is slow: the others do its share, and nothing counts twice."""
    with Cluster(tmp_path / "cluster") as machines:
        for name in ("first", "second", "slow"):
            machines.worker(name)
        machines.wait_for(3)
        with Run(tmp_path / "grading", notebooks, "--scheduler", machines.address) as run:
            machines.kill("first")
            machines.pause("slow", seconds=3)
            _, said = run.process.communicate(timeout=4 * PATIENCE)
    assert run.process.returncode == 0, said
    everything_counts_once(tmp_path / "grading")

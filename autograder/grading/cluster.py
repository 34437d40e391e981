"""Grading on a dask cluster: each worker has the course installed; a task carries everything else.

No files are shared. A worker or machine that dies costs its current submissions a retry. A worker whose course
differs is refused by name: its results would be of another course.
"""

import re
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from distributed import Client

from autograder.course import open_course
from autograder.grading.task import Graded, Task, grade_task
from autograder.grading.version import course_version

WAIT_SECONDS = 20
RETRIES = 3
_one_at_a_time = threading.Lock()  # torch's generator belongs to the process, and a dask worker may have threads


class ClusterError(Exception):
    """The cluster can't be used; says which part and why."""


class WrongCourse(Exception):
    """A worker has another version of the course than the one who asks."""


class Cluster:
    """The workers of a scheduler that have this course."""

    def __init__(self, client: Any) -> None:
        """Ask every worker for its course; keep those that have ours."""
        mine = versions()
        found: dict[str, dict[str, str]] = client.run(versions)
        accepted = [name for name, theirs in found.items() if theirs == mine]
        for name, theirs in found.items():
            if theirs != mine:
                differ = sorted(slug for slug in mine if theirs.get(slug) != mine[slug])
                print(f"refused: worker {name} has another version of {', '.join(differ)}", file=sys.stderr)
        if not accepted:
            raise ClusterError(f"workers: expected some with this course, got {len(found)}, none of them with it")
        self.size = len(accepted)
        self._executor = client.get_executor(workers=accepted, retries=RETRIES, pure=False)

    def get_ready(self, slug: str, isolation: str) -> None:
        """Leave them alone: who gets the first tasks, the scheduler decides."""

    def submit(self, task: Task) -> Future[Graded]:
        """Hand out one task."""
        future: Future[Graded] = self._executor.submit(grade_remote, task)
        return future


def versions() -> dict[str, str]:
    """The version of every assignment where this runs."""
    course = open_course()
    return {slug: course_version(course, slug) for slug in course.slugs}


def grade_remote(task: Task) -> Graded:
    """Grade one submission on a worker, with the course that is installed there."""
    course = open_course()
    have = course_version(course, task.slug)
    if have != task.course_version:
        raise WrongCourse(f"{task.slug}: expected version {task.course_version}, this worker has {have}")
    with _one_at_a_time:
        import torch

        torch.set_num_threads(1)
        return grade_task(task)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler."""
    if not re.match(r"(tcp|tls|ucx)://.", address):
        raise ClusterError(f"--scheduler: expected an address such as tcp://host:8786, got {address!r}")
    try:
        client = Client(address, timeout=WAIT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        words = f"scheduler {address}: expected a dask scheduler there, could not reach it ({error})"
        raise ClusterError(words) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT_SECONDS)
        except TimeoutError:
            raise ClusterError(f"scheduler {address}: expected workers, none came in {WAIT_SECONDS} seconds") from None
        yield Cluster(client)

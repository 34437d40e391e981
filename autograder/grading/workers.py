"""Where submissions are graded: processes of this machine, or a dask cluster. Both take a task, give a future."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from autograder.grading.task import Graded, Task, get_ready, grade_task

Result = TypeVar("Result")


class Workers(Protocol):
    """Whoever grades."""

    size: int

    def get_ready(self, slug: str, isolation: str) -> None:
        """Begin to load what grading this assignment needs."""

    def submit(self, task: Task) -> Future[Graded]:
        """Hand out one task."""


class Processes:
    """A process pool that is made anew when one of its processes dies; what was running there is told so."""

    def __init__(self, root: Path, size: int) -> None:
        """Start when first used."""
        self.root, self.size = root, size
        self._pool = self._new()

    def get_ready(self, slug: str, isolation: str) -> None:
        """Begin to load what grading this assignment needs, in every process."""
        for _ in range(self.size):
            self._submit(get_ready, slug, isolation, self.root)

    def submit(self, task: Task) -> Future[Graded]:
        """Hand out one task."""
        return self._submit(grade_task, task, self.root)

    def _submit(self, work: Callable[..., Result], *arguments: Any) -> Future[Result]:
        try:
            return self._pool.submit(work, *arguments)
        except BrokenProcessPool:
            self.stop()
            self._pool = self._new()
            return self._pool.submit(work, *arguments)

    def stop(self) -> None:
        """Let the processes go; what waits is forgotten."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def end(self) -> None:
        """Wait for the processes to leave: all their work is done."""
        self._pool.shutdown(wait=True)

    def _new(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        if self.size > 1:  # one alone loads it while its warm process loads
            context.set_forkserver_preload(["autograder.grading.pipeline"])
        return ProcessPoolExecutor(self.size, mp_context=context, initializer=_start)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who writes
    threading.Thread(target=_end_with_grader, daemon=True).start()
    import torch

    torch.set_num_threads(1)


def _end_with_grader() -> None:
    """A worker whose grader was killed would wait for its next task for ever."""
    grader = multiprocessing.parent_process()
    assert grader
    grader.join()
    os._exit(1)


@contextmanager
def workers(root: Path, size: int, scheduler: str = "") -> Iterator[Workers]:
    """Workers on this machine, or those of a scheduler."""
    if scheduler:
        from autograder.grading.cluster import cluster

        with cluster(scheduler) as remote:
            yield remote
        return
    local = Processes(root, size)
    try:
        yield local
    except BaseException:
        local.stop()
        raise
    local.end()

"""Makes nbgrader's feedback page of one graded submission, and puts it where `nbgrader fetch_feedback` looks.

In one process of its own: nbgrader changes the current folder, and nobody who is graded should wait for it.
"""

import multiprocessing
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from autograder.grading.places import EXCHANGE_SECRET
from autograder.stock import api_of


class HandBack:
    """The process that makes feedback pages."""

    def __init__(self, root: Path, submitted: Path, exchange: bool) -> None:
        """Keep the course's root, the submissions, and whether there is an exchange to release to."""
        self.root, self.submitted, self.exchange = root, submitted, exchange
        self._pool = _new_pool()

    def give(self, slug: str, student: str) -> Future[str]:
        """Make the page of one submission -> what went wrong, or nothing."""
        by_exchange = self.exchange and (self.submitted / student / slug / EXCHANGE_SECRET).is_file()
        try:
            return self._pool.submit(give, str(self.root), slug, student, by_exchange)
        except BrokenProcessPool:  # it was killed: for want of memory, say
            self._pool = _new_pool()
            return self._pool.submit(give, str(self.root), slug, student, by_exchange)

    def end(self) -> None:
        """Let what is being made be finished."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _new_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_start)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who serves


def give(root: str, slug: str, student: str, exchange: bool) -> str:
    """Do it in this process -> what went wrong, or nothing."""
    api = api_of(root)
    done = [api.generate_feedback(slug, student)]
    if exchange and done[0]["success"]:
        done.append(api.release_feedback(slug, student))
    return "\n".join(str(one.get("error") or one.get("log")) for one in done if not one["success"])

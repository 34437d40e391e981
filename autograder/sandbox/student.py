"""The trusted side: opens a submission in a fork of the warm process, runs its cells, asks it probes.

    with Warm("full") as warm, warm.open(limits, course_folder) as submission:
        report = submission.run(["import torch", "def f(x): return 2 * x"])
        reply = submission.ask(lambda my: my.f(torch.ones(3)), seed=1)

Nothing that comes back is believed beyond being data; every wait ends; nothing is kept from one submission to
the next. Leaves out: judging.
"""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder import probing
from autograder.sandbox import frames, journey
from autograder.sandbox.life import Budget, Life
from autograder.sandbox.process import WarmProcess
from autograder.sandbox.reports import CellReport, Ended, RunReport, Usage, read_cell

MAX_LIVES = 20


class Warm(WarmProcess):
    """A warm process that submissions are opened in, one after the other or side by side."""

    def __enter__(self) -> "Warm":
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it, and with it every submission that is still open."""
        self.stop()

    def open(self, limits: Any, course_folder: Path | None = None) -> "Submission":
        """Make a submission, to be entered with `with`; starts the warm process again if it has died."""
        return Submission(self, limits, course_folder)


class Submission:
    """One student's notebook, running behind the walls."""

    def __init__(self, warm: Warm, limits: Any, course: Path | None) -> None:
        """Prepare; entering the context opens the first fork."""
        self._warm, self._limits, self._course = warm, limits, course
        self._budget = Budget(limits)
        self._life: Life | None = None
        self._lives = 0
        self._good: list[str] = []  # the cells that a fresh fork runs again
        self._fatal: Ended | None = None  # the first cell that ended the process
        self._incidents: list[dict[str, Any]] = []
        self._output_left = 16 * limits.output_kb << 10

    def __enter__(self) -> "Submission":
        """Open the first fork, so that a machine that can't isolate says so before anything runs."""
        self._warm.start()
        self._warm.use_course(self._course)
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything that this submission started; it is gone when this returns."""
        self._close()

    def run(self, cells: Sequence[str]) -> RunReport:
        """Run cells in order, going on after errors; once, before the first probe.

        After a cell that ends the process, a fresh one runs the good cells again and goes on with the next.
        """
        report = RunReport([])
        for index, source in enumerate(cells):
            try:
                if self._life is None:
                    self._revive(MAX_LIVES // 2)  # the other half is for the probes
            except Ended:
                report.cells.append(CellReport(index, "skipped"))
                self._close()
                continue
            try:
                report.cells.append(self._run_cell(index, source))
                self._good.append(source)
            except Ended as ended:
                if self._fatal is None:
                    report.fatal, self._fatal = index, Ended(ended.kind, f"cell {index + 1}: {ended.text}")
                self._note(ended.kind, index, ended.text)
                self._close()
                report.cells.append(CellReport(index, ended.kind, [_last_words(ended)]))
        return report

    def ask(self, probe: probing.Probe, seed: int, most: float = float("inf")) -> probing.Reply:
        """Ask one probe, for at most so many seconds of processor time and never more than the limit of a probe.

        After the end of the process it is asked in a fresh one that has run the good cells again.
        """
        order = {"do": "probe", "probe": journey.dump(probe), "seed": seed, **self._share("probe_cpu_seconds", most)}
        try:
            if self._life is None:
                self._revive(MAX_LIVES)
            reply = frames.unpack_reply(self._exchange(order, frames.MAX_BODY))
        except Ended as ended:
            self._note(ended.kind, None, ended.text)
            self._close()
            return probing.Reply(failure=probing.Failure(ended.kind, ended.text))
        except frames.FrameError as error:  # readable as a message, but not a reply
            self._note("protocol", None, str(error))
            self._close()
            return probing.Reply(failure=probing.Failure("protocol", str(error)))
        if reply.failure and reply.failure.kind in ("time", "memory"):
            self._note(reply.failure.kind, None, reply.failure.text)
        if self._fatal and reply.failure and reply.failure.kind == "missing":  # it may have been in that cell
            return probing.Reply(failure=probing.Failure(self._fatal.kind, f"the notebook ended at {self._fatal.text}"))
        return reply

    def usage(self) -> Usage:
        """Say what was used so far, and what happened."""
        cpu, peak = self._budget.cpu, self._budget.peak_mb
        if self._life is not None:
            now, start = self._life.look(), self._life.at_start
            cpu, peak = cpu + now.cpu_seconds, max(peak, now.peak_mb - start.peak_mb)
        return Usage(round(cpu, 3), round(self._budget.wall, 3), round(max(peak, 0.0), 1), list(self._incidents))

    def _run_cell(self, index: int, source: str) -> CellReport:
        room = max(1024, min(self._limits.output_kb << 10, self._output_left))
        order = {"do": "cell", "source": source, "output_bytes": room, **self._share("cell_cpu_seconds")}
        body = self._exchange(order, 8 * room + 65536)  # JSON writes some characters as six
        try:
            report = read_cell(index, frames.unpack(body), 2 * room + 65536)
        except frames.FrameError as error:
            raise Ended("protocol", str(error)) from error
        self._output_left -= len(body)
        if report.status == "time":
            self._note("time", index, f"stopped after {self._limits.cell_cpu_seconds} s")
        return report

    def _share(self, name: str, most: float = float("inf")) -> dict[str, float]:
        """Limits of one cell or probe: processor seconds, and by the clock as generous as the whole is."""
        cpu = min(float(getattr(self._limits, name)), most)
        return {"cpu": cpu, "wall": cpu * self._limits.wall_seconds / self._limits.cpu_seconds}

    def _exchange(self, order: dict[str, Any], most: int) -> bytes:
        assert self._life is not None
        return self._life.exchange(order, most)

    def _open(self) -> None:
        self._lives += 1
        self._life = Life(self._warm, self._budget)

    def _revive(self, most: int) -> None:
        """Open a fresh fork and run the good cells again: one bad cell or probe must not cost the other checks."""
        if self._lives >= most or self._budget.cpu >= self._limits.cpu_seconds:
            raise self._fatal or Ended("died", "the submission ended its process too often")
        self._open()
        for index, source in enumerate(self._good):
            self._run_cell(index, source)

    def _close(self) -> None:
        life, self._life = self._life, None
        if life is not None:
            life.end()

    def _note(self, kind: str, cell: int | None, text: str) -> None:
        if len(self._incidents) < 100:
            self._incidents.append({"kind": kind, "cell": cell, "text": text[:500]})


def _last_words(ended: Ended) -> dict[str, Any]:
    """Write an end as the output of the cell where it happened."""
    return {"output_type": "error", "ename": "Stopped", "evalue": ended.text, "traceback": [f"Stopped: {ended.text}"]}

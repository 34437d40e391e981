"""One fork of the warm process, seen from the trusted side: opened, asked under watch, surely ended.

Leaves out: what is asked (student.py).
"""

import contextlib
import pickle
import secrets
import select
import shutil
import signal
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

from autograder.sandbox import frames
from autograder.sandbox.process import WarmProcess
from autograder.sandbox.reports import Ended, IsolationUnavailable, SandboxBroken
from autograder.sandbox.watch import Fork, Sample

_SO_PASSCRED = 16
_MAX_THREADS = 64  # more than walls.MAX_THREADS, which the kernel holds to where it can
_GRACE = 2.0  # seconds that a soft interruption gets before the process is ended
_LONGEST_SLICE = 0.05


@dataclass
class Budget:
    """What is left of a submission's limits, over all its forks."""

    limits: Any  # course_config.Limits
    cpu: float = 0.0
    wall: float = 0.0
    peak_mb: float = 0.0

    def check(self, sample: Sample, at_start: Sample, waited: float) -> None:
        """Raise Ended where a limit of the whole submission is passed."""
        if self.cpu + sample.cpu_seconds > self.limits.cpu_seconds:
            raise Ended("time", f"the submission used more than {self.limits.cpu_seconds} s of processor time")
        if self.wall + waited > self.limits.wall_seconds:
            raise Ended("time", f"the submission took longer than {self.limits.wall_seconds} s")
        # the limit on address space raises MemoryError at the same size, and a notebook survives that: it goes first
        if sample.memory_mb - at_start.memory_mb > self.limits.memory_mb * 1.25 + 64:
            raise Ended("memory", f"the submission used more than {self.limits.memory_mb} MB")
        if sample.threads > _MAX_THREADS:
            raise Ended("died", f"the submission started more than {_MAX_THREADS} threads or processes")


class Life:
    """One locked-in process."""

    def __init__(self, warm: WarmProcess, budget: Budget) -> None:
        """Fork it and wait until it says that its walls stand."""
        self._warm, self._budget = warm, budget
        self._work = warm.work_folder()
        self._fork: Fork | None = None
        self._sock, theirs = socket.socketpair()
        self._sock.setsockopt(socket.SOL_SOCKET, _SO_PASSCRED, 1)  # the kernel will say who wrote
        number = secrets.randbits(63)
        limits = budget.limits
        bounds = {name: getattr(limits, name) for name in ("cpu_seconds", "memory_mb", "disk_mb", "open_files")}
        request = {"do": "open", "bounds": bounds, "work": self._work, "number": number}
        try:
            with theirs:
                self._inner_pid = warm.request(request, theirs)["pid"]
            self._await_walls(number)
        except BaseException:
            self.end()
            raise

    def _await_walls(self, number: int) -> None:
        """Learn the fork's pid from the kernel, and from our own code in it (no student's yet) that it is locked."""
        watch = frames.deadline(30)
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        poll.poll(int(watch() * 1000))
        self._sock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            _, extra, _, _ = self._sock.recvmsg(1, socket.CMSG_SPACE(12), socket.MSG_PEEK)
            for _, kind, data in extra:
                if kind == socket.SCM_CREDENTIALS:
                    pid = struct.unpack("3i", data[:12])[0]
                    self._fork = Fork(pid, alone=self._warm.level in ("full", "landlock"))
        self._sock.setsockopt(socket.SOL_SOCKET, _SO_PASSCRED, 0)
        try:
            message = frames.unpack(frames.receive(self._sock, number, watch)[1])
        except frames.FrameError as error:
            raise SandboxBroken(f"a new fork did not answer: {error}") from error
        if "failed" in message or self._fork is None:
            raise IsolationUnavailable(f"isolation level {self._warm.level}: {message.get('failed', 'no pid')}")

    def exchange(self, order: dict[str, Any], most: int) -> bytes:
        """Ask, and wait for the answer under watch; raise Ended when the process has to end or has ended."""
        number = secrets.randbits(63)  # an answer written before the question can't carry it
        watch = _Watch(self, self._budget, order["cpu"], order["wall"])
        try:
            frames.send(self._sock, number, pickle.dumps(order), watch)
            return frames.receive(self._sock, number, watch, most)[1]
        except frames.Gone:
            raise self._how_it_ended() from None
        except frames.FrameError as error:
            raise Ended("protocol", str(error)) from error
        finally:
            self._budget.wall += watch.waited()

    def look(self) -> Sample:
        """Sample the process now."""
        assert self._fork is not None
        return self._fork.look()

    @property
    def at_start(self) -> Sample:
        """What it used when it was opened: the warm process's share."""
        assert self._fork is not None
        return self._fork.at_start

    def _how_it_ended(self) -> Ended:
        """Find the reason for an end that nobody here ordered."""
        alive = self._fork is not None and not self._fork.ends_itself()
        status, cpu = self.end()
        if alive:
            return Ended("protocol", "the process closed its socket")
        limits = self._budget.limits
        if status is None:
            raise SandboxBroken("the warm process died, and its forks with it")
        if status == -signal.SIGKILL and cpu >= limits.cpu_seconds:
            return Ended("time", f"the submission used more than {limits.cpu_seconds} s of processor time")
        if status == -signal.SIGKILL:
            return Ended("memory", "the machine had no memory left, and ended the process")
        if status < 0:
            return Ended("died", f"the process ended with {signal.Signals(-status).name}")
        return Ended("died", f"the process ended itself (exit code {status})")

    def end(self) -> tuple[int | None, float]:
        """End it; gone when this returns -> exit status (None: our own side is broken), processor seconds."""
        status, cpu = None, 0.0
        if self._fork is not None:
            last, fork, self._fork = self._fork.look(), self._fork, None
            self._budget.peak_mb = max(self._budget.peak_mb, last.peak_mb - fork.at_start.peak_mb)
            fork.end()
            with contextlib.suppress(SandboxBroken):
                answer = self._warm.request({"do": "end", "pid": self._inner_pid})
                status, cpu = answer["status"], answer["cpu"]
            self._budget.cpu += max(cpu, last.cpu_seconds)
        self._sock.close()
        if self._work:
            shutil.rmtree(self._work, ignore_errors=True)
        return status, cpu


class _Watch:
    """Called while waiting for an answer: looks at the process from outside and raises Ended at a limit."""

    def __init__(self, life: Life, budget: Budget, cpu: float, wall: float) -> None:
        self._life, self._budget, self._cpu, self._wall = life, budget, cpu, wall
        self._started = time.monotonic()
        self._next, self._slice = self._started + 0.004, 0.004
        self._first: Sample | None = None

    def waited(self) -> float:
        return time.monotonic() - self._started

    def __call__(self) -> float:
        now = time.monotonic()
        if now < self._next:
            return self._next - now
        self._slice = min(self._slice * 2, _LONGEST_SLICE)
        self._next = now + self._slice
        sample = self._life.look()
        self._first = self._first or sample
        if sample.cpu_seconds - self._first.cpu_seconds > self._cpu + _GRACE:
            raise Ended("time", f"it used more than {self._cpu:g} s of processor time and could not be interrupted")
        if now - self._started > self._wall + _GRACE * 5:
            raise Ended("time", f"it took longer than {self._wall:g} s and could not be interrupted")
        self._budget.check(sample, self._life.at_start, now - self._started)
        return self._slice

"""Looks at a fork from outside: time, memory, threads; and ends it for sure. Believes only the kernel.

Leaves out: cgroups, which an ordinary user may not have.
"""

import contextlib
import os
import select
import signal
from dataclasses import dataclass

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """What a process (and what it started) used when looked at."""

    cpu_seconds: float = 0.0
    memory_mb: float = 0.0  # memory of its own: what it has written to, inherited pages included
    peak_mb: float = 0.0  # the most that was resident at once
    threads: int = 0


def _status(pid: int) -> dict[str, int]:
    with open(f"/proc/{pid}/status") as file:
        pairs = (line.split(":", 1) for line in file)
        return {name: int(text.split()[0]) for name, text in pairs if name in _FIELDS}


_FIELDS = ("RssAnon", "RssShmem", "VmHWM", "Threads")


def _look_at_one(pid: int) -> Sample:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    status = _status(pid)
    return Sample(
        sum(int(each) for each in fields[11:15]) / _TICK,  # its own and that of children it waited for
        (status.get("RssAnon", 0) + status.get("RssShmem", 0)) / 1024,
        status.get("VmHWM", 0) / 1024,
        status.get("Threads", 0),
    )


def family(pid: int) -> list[int]:
    """Find a process's descendants, and whatever is in its session: for levels that allow new processes."""
    parents: dict[int, tuple[int, int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
                parents[int(name)] = (int(fields[1]), int(fields[3]))
    found = {pid}
    while more := {each for each, (parent, session) in parents.items() if parent in found or session == pid} - found:
        found |= more
    return sorted(found - {pid})


class Fork:
    """One fork of the warm process, held by a descriptor so that its number can't come to mean another."""

    def __init__(self, pid: int, alone: bool) -> None:
        """Hold it; `alone` says that it can't start processes."""
        self.pid, self.alone = pid, alone
        self._descriptor = os.pidfd_open(pid)
        self.at_start = self.look()

    def look(self) -> Sample:
        """Sample it now; all zero once it is gone."""
        total = Sample()
        for pid in (self.pid, *([] if self.alone else family(self.pid))):
            with contextlib.suppress(OSError):
                one = _look_at_one(pid)
                total = Sample(
                    total.cpu_seconds + one.cpu_seconds,
                    total.memory_mb + one.memory_mb,
                    total.peak_mb + one.peak_mb,
                    total.threads + one.threads,
                )
        return total

    def ends_itself(self, seconds: float = 1.0) -> bool:
        """Wait a moment for it to be gone without our doing -> whether it is."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        return bool(poll.poll(int(seconds * 1000)))

    def end(self, seconds: float = 10.0) -> bool:
        """Kill it and all it started, and wait until it is gone -> whether it is."""
        others = [] if self.alone else family(self.pid)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
        for pid in others:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        gone = self.ends_itself(seconds)
        os.close(self._descriptor)
        return gone

"""Ends our own side where it runs for ever, over a value of a student's that nobody thought of.

Leaves out: student code, which has limits in the sandbox; calls into C that never come back.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(BaseException):
    """Our side used its time. Not an Exception, so that no check takes it for a student's."""


@contextmanager
def patience(cpu_seconds: float) -> Iterator[None]:
    """Raise TooLong when this process has used so much processor time inside; waiting does not count."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield  # a thread of a cluster's worker can't be interrupted
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

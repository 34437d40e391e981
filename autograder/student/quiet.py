"""Runs a student's code inside their own notebook so that the notebook notices nothing of it.

Random state, threads, figures, printing and grad mode are as before; an endless loop is stopped by a
signal where the platform has one (the main thread of a Unix kernel).
"""

import contextlib
import io
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

import numpy
import torch

from autograder.checks.runner import Ask
from autograder.probing import Failure, Probe, Reply, answer

SECONDS = 10


class _TimeUp(BaseException):
    """Not an Exception, so that a student's `except Exception` lets it through."""


def careful(namespace: Mapping[str, Any], seconds: float = SECONDS) -> Ask:
    """Whom a check asks in a notebook: the names of the notebook, each probe stopped after some seconds."""

    def ask(probe: Probe, seed: int) -> Reply:
        try:
            with undisturbed(), _limited(seconds):
                return answer(probe, namespace, seed)
        except _TimeUp:
            return Reply(failure=Failure("time"))
        except RecursionError as error:
            return Reply(failure=Failure("error", str(error), "RecursionError"))

    return ask


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Leave no trace of what happens inside."""
    states = random.getstate(), numpy.random.get_state(), torch.get_rng_state()
    threads, grad, dtype = torch.get_num_threads(), torch.is_grad_enabled(), torch.get_default_dtype()
    with _same_figures(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            torch.set_num_threads(1)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            torch.set_num_threads(threads)
            torch.set_grad_enabled(grad)
            torch.set_default_dtype(dtype)
            random.setstate(states[0])
            numpy.random.set_state(states[1])
            torch.set_rng_state(states[2])


@contextlib.contextmanager
def _same_figures() -> Iterator[None]:
    """Close the figures that were opened meanwhile, and no others."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot else set()
    try:
        yield
    finally:
        pyplot = sys.modules.get("matplotlib.pyplot")
        for number in set(pyplot.get_fignums()) - before if pyplot else ():
            pyplot.close(number)


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeUp

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)  # again every half second, should it be swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

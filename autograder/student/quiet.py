"""Runs a student's code inside their own notebook so that the notebook notices nothing of it.

Random state, threads, figures, names, printing and grad mode are as before; an endless loop is stopped by a
signal where the platform has one (the main thread of a Unix kernel; elsewhere there is the stop button).
Leaves out: os._exit, which ends the kernel whoever calls it, and what a call changes inside its own objects.
"""

import builtins
import contextlib
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn

import numpy
import torch
from IPython.utils.capture import capture_output

from autograder.checks.runner import Ask
from autograder.probing import Failure, Probe, Reply, answer, failure_of

SECONDS = 10
ONCE_STOPPED = 2  # seconds for every further probe of an exercise that had to be stopped


class TimeUp(BaseException):
    """Not an Exception, so that a student's `except Exception` lets it through."""


def careful(namespace: dict[str, Any], seconds: float = SECONDS) -> Ask:
    """Whom a check asks in a notebook: the names of the notebook, each probe stopped after some seconds."""
    allowed = seconds

    def ask(probe: Probe, seed: int) -> Reply:
        nonlocal allowed
        try:
            with undisturbed(namespace), limited(allowed):
                return answer(probe, namespace, seed)
        except TimeUp:
            allowed = min(allowed, ONCE_STOPPED)
            return Reply(failure=Failure("time"))
        except SystemExit as error:
            return Reply(failure=failure_of("error", error))

    return ask


@contextlib.contextmanager
def undisturbed(namespace: dict[str, Any]) -> Iterator[None]:
    """Leave no trace of what happens inside, neither in these names nor elsewhere."""
    states = random.getstate(), numpy.random.get_state(), torch.get_rng_state()
    threads, grad, dtype = torch.get_num_threads(), torch.is_grad_enabled(), torch.get_default_dtype()
    with silent(), _same_figures(), _same_names(namespace):
        try:
            torch.set_num_threads(1)
            yield
        finally:
            torch.set_num_threads(threads)
            torch.set_grad_enabled(grad)
            torch.set_default_dtype(dtype)
            random.setstate(states[0])
            numpy.random.set_state(states[1])
            torch.set_rng_state(states[2])


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Show nothing of what is printed, displayed or warned of, and let nobody wait at a keyboard."""
    kept = builtins.input
    builtins.input = _nobody_types
    try:
        with capture_output(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        builtins.input = kept


def _nobody_types(*_: Any) -> NoReturn:
    raise EOFError("input() waits for somebody to type, and nobody will")


@contextlib.contextmanager
def _same_names(namespace: dict[str, Any]) -> Iterator[None]:
    """Take away names that were added, put back those that were changed; exit() ends the call, not the kernel."""
    kept = dict(namespace)
    namespace.update(dict.fromkeys({"exit", "quit"} & kept.keys(), sys.exit))
    try:
        yield
    finally:
        for name in namespace.keys() - kept.keys():
            del namespace[name]
        namespace.update(kept)


@contextlib.contextmanager
def _same_figures() -> Iterator[None]:
    """Close the figures that were opened meanwhile, and bring back those that were closed."""
    before = _open_figures()
    kept = dict(before)
    try:
        yield
    finally:
        after = _open_figures()
        for number in after.keys() - kept.keys():
            sys.modules["matplotlib.pyplot"].close(number)  # loaded, or there would be none
        after.clear()
        after.update(kept)


def _open_figures() -> Any:
    """Matplotlib's own table of open figures, the current one last; empty before it is loaded."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return helpers.Gcf.figs if helpers else {}


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeUp inside after so many seconds."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeUp

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)  # again every half second, should it be swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

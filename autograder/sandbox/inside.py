"""Runs in the locked-in fork: executes cells and answers probes, as the trusted side orders.

It computes and reports; whatever it says is only data to the other side. Student code shares this process and
may change all of it, so nothing here is a safeguard: the walls and the watch outside are.
Leaves out: killing what does not stop; the soft limit here only lets a notebook go on after a slow cell.
"""

import pickle
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, NoReturn

import torch

from autograder import probing
from autograder.sandbox import frames
from autograder.sandbox.notebook import NotebookShell
from autograder.sandbox.outputs import Outputs

_REPEAT = 0.25  # seconds between interruptions, for code that swallows one


class TimeIsUp(BaseException):
    """A cell or a probe has used its time. Not an Exception, so that `except Exception` lets it pass."""


class Alarm:
    """Interrupts what runs inside `with` after so much processor time, or so much time by the clock."""

    def __init__(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Keep the limits."""
        self.cpu, self.wall, self.armed, self.rang = cpu_seconds, wall_seconds, False, False

    def __enter__(self) -> "Alarm":
        """Set both clocks."""
        self.armed = True
        signal.signal(signal.SIGPROF, self._ring)
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_PROF, self.cpu, _REPEAT)
        signal.setitimer(signal.ITIMER_REAL, self.wall, _REPEAT)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop both clocks."""
        self.armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if self.armed:
            self.rang = True
            limit = self.wall if number == signal.SIGALRM else self.cpu
            raise TimeIsUp(f"stopped: it ran longer than the limit of {limit:g} seconds")


def serve(sock: socket.socket, shell: NotebookShell) -> NoReturn:
    """Do what is asked until the other side is gone."""
    answers: dict[str, Callable[[NotebookShell, dict[str, Any]], bytes]] = {"cell": run_cell, "probe": ask}
    while True:
        number, body = frames.receive(sock, None)
        order: dict[str, Any] = pickle.loads(body)  # noqa: S301 - from the trusted side; never the other way
        frames.send(sock, number, answers[order["do"]](shell, order))


def run_cell(shell: NotebookShell, order: dict[str, Any]) -> bytes:
    """Run one cell -> its outputs, how it ended, its number in the notebook."""
    outputs = shell.outputs = Outputs(order["output_bytes"])
    shell.take_streams()  # an earlier cell may have closed them
    alarm = Alarm(order["cpu"], order["wall"])
    succeeded = False
    try:
        with alarm:
            result: Any = shell.run_cell(order["source"], store_history=True)
            succeeded = bool(result.success)
    except TimeIsUp:  # it rang between the student's code and ours
        pass
    except BaseException as error:  # IPython keeps what cells raise; this is a broken hook of theirs
        shell._showtraceback(type(error), error, [])
    status = "time" if alarm.rang else "ok" if succeeded else "error"
    count = shell.execution_count - 1
    return frames.pack({"outputs": outputs.finished(), "status": status, "execution_count": count})


def ask(shell: NotebookShell, order: dict[str, Any]) -> bytes:
    """Answer one probe -> the packed reply."""
    shell.outputs = Outputs(4096)  # what is printed meanwhile is nobody's output
    alarm = Alarm(order["cpu"], order["wall"])
    reply = probing.Reply()
    try:
        with alarm:
            probe = pickle.loads(order["probe"])  # noqa: S301 - ours
            reply = probing.answer(probe, shell.user_ns, order["seed"])
    except TimeIsUp:
        pass
    except BaseException as error:  # SystemExit and the like, which probing lets pass
        reply = probing.Reply(failure=probing.Failure("error", probing.words_of(error)[:2000], type(error).__name__))
    if alarm.rang:  # also where the student's code swallowed the interruption
        reply = probing.Reply(failure=probing.Failure("time", f"it ran longer than {order['cpu']:g} s"))
    if reply.failure and reply.failure.kind == "error" and _is_memory(reply.failure.text):
        reply = probing.Reply(failure=probing.Failure("memory", reply.failure.text[:200], reply.failure.error))
    return frames.pack_reply(reply)


def _is_memory(text: str) -> bool:
    """Recognise torch's own words for a refused allocation."""
    return "can't allocate memory" in text or "Cannot allocate memory" in text


def prepare(shell: NotebookShell) -> None:
    """Set what a notebook's kernel has: the last step before the first order."""
    shell.take_streams()
    torch.set_num_threads(1)
    sys.setrecursionlimit(3000)  # as in a Jupyter kernel

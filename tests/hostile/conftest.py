"""All hostile submissions, and honest ones between them, graded in one batch for the whole session."""

import contextlib
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.sandbox.doctor import available, best_level
from tests.hostile import kit, running


@dataclass
class Listeners:
    """Sockets of this machine that nothing may reach; `heard` is what did."""

    marks: dict[str, str]
    heard: list[bytes] = field(default_factory=list)

    def __enter__(self) -> "Listeners":
        """Open one on loopback and one with an abstract name."""
        self._sockets = [socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)]
        self._sockets.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self._sockets[1].bind("\0" + self.marks["LISTENER"])
        self._sockets[1].listen()
        self.marks["PORT"] = str(self._sockets[0].getsockname()[1])
        self._sockets[2].bind(("127.0.0.1", int(self.marks["PORT"])))
        for each in self._sockets:
            threading.Thread(target=self._listen, args=[each], daemon=True).start()
        return self

    def _listen(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                heard = server.recv(100) if server.type == socket.SOCK_DGRAM else repr(server.accept()).encode()
                if not heard:  # the end of our own socket
                    return
                self.heard.append(heard)

    def __exit__(self, *_: object) -> None:
        """Close them."""
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)  # or a thread that waits in it would keep it open
            each.close()


@dataclass(frozen=True)
class Evening:
    """What came of the batch, and what the honest students got when they were graded alone."""

    batch: running.Batch
    alone: running.Batch
    honest: list[str]
    left: list[str]
    heard: list[bytes]
    temporary: list[str]


def needs_walls() -> None:
    """Skip where this machine can't isolate, and say why."""
    if best_level() != "full":
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))


@pytest.fixture(scope="session")
def marks() -> dict[str, str]:
    """Words in hostile code that stand for places of this run."""
    mark = f"hostile{os.getpid():x}x"
    return {"MARK": mark, "CHECKOUT": str(kit.ROOT), "LISTENER": f"listener-{mark}"}


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """The course with smaller limits."""
    return kit.course_root(tmp_path_factory.mktemp("course") / "root")


@pytest.fixture(scope="session")
def evening(tmp_path_factory, marks, course) -> Iterator[Evening]:
    """Grade everything: honest students alone first, then all in one batch."""
    needs_walls()
    folder = tmp_path_factory.mktemp("evening")
    marks = marks | {"GRADING": str(folder / "all")}
    honest = list(kit.honest())
    for made in honest:
        made.write(folder / "alone" / "submitted")
        made.write(folder / "all" / "submitted")
    alone = running.grade(course, folder / "alone", folder / "tmp1")
    with Listeners(marks) as listeners:
        for one in kit.submissions():
            one.hand_in(folder / "all" / "submitted", listeners.marks)
        batch = running.grade(course, folder / "all", folder / "tmp2")
    temporary = [str(path) for name in ("tmp1", "tmp2") for path in (folder / name).rglob("*")]
    left = running.outside(marks["MARK"])
    yield Evening(batch, alone, [made.student for made in honest], left, listeners.heard, temporary)
    shutil.rmtree(folder, ignore_errors=True)

"""Starts the warm process, talks to it, and starts another when it has died.

It is exec'd with an environment of its own: nothing of the grader's memory, files or variables goes with it
but one socket. Leaves out: what a submission is (student.py).
"""

import contextlib
import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from autograder.sandbox import frames, root
from autograder.sandbox.doctor import OFFERED, available, sentence
from autograder.sandbox.reports import IsolationUnavailable, SandboxBroken

_START = "import sys; sys.path.append({!r}); from autograder.sandbox import warm; warm.main()"
_PATIENCE = 120.0  # seconds for the warm process to load, or to fork, on a busy machine
LEVELS = (*OFFERED, "none")


def course_files(folder: Path) -> dict[str, bytes]:
    """Read an assignment's public files: given code and data; not notebooks, whose cells come separately."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") or part in ("__pycache__", "checks") for part in name.parts)
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb" and not hidden:
            found[str(name)] = path.read_bytes()
    return found


def _given(files: dict[str, bytes]) -> list[str]:
    """Name the modules of the finished code that comes with an assignment."""
    modules = [name for name in files if name.startswith("given/") and name.endswith(".py")]
    return [name.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for name in modules]


class WarmProcess:
    """A process with everything loaded, from which submissions are forked."""

    def __init__(self, level: str = "full", prefix: Sequence[str] = ()) -> None:
        """Prepare; `start` or the first use starts it. `prefix` is a command to run it under (tests)."""
        if level not in LEVELS:
            raise ValueError(f"level: expected one of {', '.join(LEVELS)}, got {level!r}")
        self.level, self._prefix = level, list(prefix)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._base = ""
        self._log: IO[bytes] | None = None
        self._loading = False
        self._course: dict[str, bytes] | None = None
        self._lock = threading.RLock()  # one request at a time; each is short

    @property
    def alive(self) -> bool:
        """Whether it is running."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process the grader started (the keeper)."""
        return self._process.pid if self._process else -1

    def start(self) -> None:
        """Start it, if it is not running, and wait until everything is loaded."""
        with self._lock:
            self.launch()
            if self._loading:
                self._wait_until_loaded()
                self._loading = False

    def launch(self) -> None:
        """Start it, if it is not running, and let it load by itself for now."""
        with self._lock:
            if self.alive:
                return
            self.stop()
            self._base = tempfile.mkdtemp(prefix="attn-")
            for name in ("root", "home"):
                os.mkdir(os.path.join(self._base, name))
            ours, theirs = socket.socketpair()
            with theirs:
                self._control = ours
                self._process = self._execute(theirs.fileno())
            self._loading = True

    def _execute(self, descriptor: int) -> "subprocess.Popen[bytes]":
        # -s and -P: no user packages, no current folder; -I would ignore the fixed hash seed
        options = ["-s", "-P", "-B", "-c", _START.format(str(root.checkout()))]
        command = [*self._prefix, sys.executable, *options, self.level, self._base, str(descriptor)]
        self._log = tempfile.TemporaryFile(dir=self._base)  # has no name, and is closed by stop
        return subprocess.Popen(
            command,
            env=_environment(os.path.join(self._base, "home")),
            cwd=self._base,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            pass_fds=[descriptor],
            start_new_session=True,  # Ctrl-C is for the grader; it then ends this one
        )

    def _wait_until_loaded(self) -> None:
        assert self._control is not None
        assert self._log is not None
        try:
            _, body = frames.receive(self._control, 0, frames.deadline(_PATIENCE))
            message = frames.unpack(body)
        except frames.FrameError:
            self._log.seek(0)
            words = self._log.read().decode(errors="replace")[-2000:].strip()
            message = {"failed": words or "it ended without a word"}
        if "failed" in message:
            self.stop()
            raise IsolationUnavailable(sentence(self.level, available(), message["failed"]))

    def stop(self) -> None:
        """End it and every fork of it, and remove its folder."""
        with self._lock:
            if self._control is not None:
                self._control.close()
            if self._process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(5)  # the warm process sees the closed socket, the keeper its end
                self._process.kill()
                self._process.wait()
            if self._log is not None:
                self._log.close()
            if self._base:
                shutil.rmtree(self._base, ignore_errors=True)
            self._process, self._control, self._course, self._log, self._base = None, None, None, None, ""

    def request(self, message: dict[str, Any], passed: socket.socket | None = None) -> dict[str, Any]:
        """Ask the warm process for something and wait for its answer."""
        with self._lock:
            if self._control is None:
                raise SandboxBroken("the warm process is not running")
            watch = frames.deadline(_PATIENCE)
            try:
                self._control.setblocking(True)
                socket.send_fds(self._control, [b"!"], [passed.fileno()] if passed else [])
                frames.send(self._control, 0, pickle.dumps(message), watch)
                answer: dict[str, Any] = frames.unpack(frames.receive(self._control, 0, watch)[1])
            except (frames.FrameError, OSError) as error:
                self.stop()  # dead, or out of step: the next submission starts another
                raise SandboxBroken(f"the warm process died: {error}") from error
            return answer

    def use_course(self, folder: Path | None) -> None:
        """Give forks made from now on the public files of an assignment."""
        files = course_files(folder) if folder else {}
        with self._lock:
            if not (self._course or {}).items() <= files.items():
                self.stop()  # given code answers earlier assignments: one of those must not find it in memory
                self.start()
            if files != self._course:
                self.request({"do": "course", "files": files, "given": _given(files)})
                self._course = files

    def work_folder(self) -> str:
        """Make a work folder on the disk, for levels without a mount of their own."""
        return tempfile.mkdtemp(prefix="work-", dir=self._base) if self.level != "full" else ""


def _environment(home: str) -> dict[str, str]:
    """All the variables that the warm process gets: no names, keys or paths of the grader's."""
    private = dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "TORCHINDUCTOR_CACHE_DIR", "IPYTHONDIR"), home)
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    libraries = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {
        **private,
        **threads,
        **libraries,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",  # the order of a set of words would differ from run to run
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "USER": "student",
    }

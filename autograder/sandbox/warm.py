"""The process that is started once, loads everything that is slow, and forks once per submission.

It is exec'd with an empty environment and never sees a solution, a hidden check or a submission's results.
Two processes: a small keeper, which dies with the grader, and the warm one, pid 1 of its own pid namespace,
so that the end of either ends every fork. Leaves out: everything about cells and probes (inside.py).
"""

import gc
import importlib
import os
import pickle
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

from autograder.sandbox import syscalls

NOBODY = 65534  # the id a fork takes when we are root
_GONE_AFTER = 0.3  # seconds between looks at whether the grader is still there


def main() -> NoReturn:
    """Start: `level base control-descriptor`, as process.py calls it."""
    level, base, descriptor = sys.argv[1], sys.argv[2], int(sys.argv[3])
    parent = os.getppid()
    outer_id = _own_namespaces() if level == "full" else os.getuid()
    around = os.open(os.path.dirname(base), os.O_PATH | os.O_DIRECTORY)  # the new root will not have it
    child = os.fork()
    if child:
        os.close(descriptor)
        _keep(child, parent, lambda: shutil.rmtree(os.path.basename(base), ignore_errors=True, dir_fd=around))
    os.close(around)
    control = socket.socket(fileno=descriptor)
    try:
        server = _Server(control, level, base, outer_id)
    except Exception as error:
        _tell(control, {"failed": f"{type(error).__name__}: {error}"})
        os._exit(1)
    _tell(control, {"ready": True})
    server.run()


def _own_namespaces() -> int:
    """Enter a user, a mount and (for children) a pid namespace -> the id that forks shall take."""
    user, group = os.getuid(), os.getgid()
    kinds = syscalls.CLONE_NEWUSER | syscalls.CLONE_NEWNS | syscalls.CLONE_NEWPID
    if user != 0:
        syscalls.unshare(kinds)
        for name, text in (("setgroups", "deny"), ("gid_map", f"{group} {group} 1"), ("uid_map", f"{user} {user} 1")):
            _write(f"/proc/self/{name}", text)
        return user
    # Two ids can be mapped only by somebody outside the new namespace: a helper that waits for it to be there.
    waiting, start = os.pipe()
    helper = os.fork()
    if helper == 0:
        os.close(start)
        os.read(waiting, 1)
        os._exit(_map_two(os.getppid()))
    os.close(waiting)
    syscalls.unshare(kinds)
    os.write(start, b"!")
    os.close(start)
    _, status = os.waitpid(helper, 0)
    return NOBODY if os.waitstatus_to_exitcode(status) == 0 else 0


def _map_two(process: int) -> int:
    """Map root and nobody (0), or root alone where nobody does not exist (1)."""
    for code, text in enumerate((f"0 0 1\n{NOBODY} {NOBODY} 1", "0 0 1")):
        try:
            _write(f"/proc/{process}/gid_map", text)
            _write(f"/proc/{process}/uid_map", text)
            return code
        except OSError:
            continue
    return 2


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _keep(child: int, parent: int, clear: Callable[[], None]) -> NoReturn:
    """Wait for the warm process, then clear its folder; kill it when the grader is gone (however that ended)."""
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            clear()
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
        if os.getppid() != parent:
            os.kill(child, signal.SIGKILL)
        time.sleep(_GONE_AFTER)


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    from autograder.sandbox import frames

    frames.send(control, 0, frames.pack(message))


class _Server:
    """The warm process: everything loaded, waiting to fork."""

    def __init__(self, control: socket.socket, level: str, base: str, outer_id: int) -> None:
        """Load, build the new root and enter it."""
        from autograder.sandbox import landlock, loading, root, walls

        self.control, self.level, self.base = control, level, base
        self.files: dict[str, bytes] = {}
        self.shell = loading.load()
        proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
        self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY)
        self.plan = walls.Plan(level, root.readable(), proc, outer_id, landlock.version())
        if level == "full":
            place = os.path.join(base, "root")
            root.build(place, self.plan.readable)
            root.enter(place)
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)  # never without the keeper

    def run(self) -> NoReturn:
        """Serve requests until the grader closes its end."""
        from autograder.sandbox import frames

        gc.collect()
        gc.freeze()  # a collection in a fork would touch, and so copy, every page
        while True:
            try:
                self.control.setblocking(True)
                _, passed, _, _ = socket.recv_fds(self.control, 1, 1)
                _, body = frames.receive(self.control, None)
            except frames.Gone:
                os._exit(0)
            request: dict[str, Any] = pickle.loads(body)  # noqa: S301 - from the grader
            _tell(self.control, getattr(self, "do_" + request["do"])(request, passed))

    def do_course(self, request: dict[str, Any], _: list[int]) -> dict[str, Any]:
        """Take an assignment's public files, and import its given code once for all."""
        from autograder.sandbox import root

        self.files = request["files"]
        for name in [name for name in sys.modules if name.split(".")[0] == "given"]:
            del sys.modules[name]
        if self.level == "full" and request["given"]:  # elsewhere the work folder has another name every time
            syscalls.mount("tmpfs", root.WORK, "tmpfs", syscalls.MS_NOSUID, "size=64m")
            root.fill(root.WORK, self.files)
            sys.path.insert(0, root.WORK)
            for name in request["given"]:
                importlib.import_module(name)
            sys.path.remove(root.WORK)
            syscalls.unmount(root.WORK)
            gc.collect()
            gc.freeze()
        return {"done": True}

    def do_open(self, request: dict[str, Any], passed: list[int]) -> dict[str, Any]:
        """Fork one locked-in process -> its pid as the warm process sees it."""
        if self.level == "full":
            syscalls.unshare(syscalls.CLONE_NEWPID)  # the fork is pid 1: its end is the end of all it started
        pid = os.fork()
        if pid == 0:
            self._child(socket.socket(fileno=passed[0]), request)
        if self.level == "full":
            syscalls.setns(self.own_pids, syscalls.CLONE_NEWPID)  # a second unshare would be refused otherwise
        os.close(passed[0])
        return {"pid": pid}

    def do_end(self, request: dict[str, Any], _: list[int]) -> dict[str, Any]:
        """Wait for a fork that was killed -> how it ended and what it used; nothing of it is left then."""
        _pid, status, used = os.wait4(request["pid"], 0)
        return {"status": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}

    def _child(self, sock: socket.socket, request: dict[str, Any]) -> NoReturn:
        from autograder.sandbox import frames, inside, root, walls

        try:
            self.control.detach()  # its number is closed with all others; it must not be closed a second time
            work = root.WORK if self.level == "full" else request["work"]
            try:
                sock = walls.lock(self.plan, walls.Bounds(**request["bounds"]), work, self.files, sock)
            except Exception as error:  # a wall that does not stand: the trusted side must not send a cell
                frames.send(sock, request["number"], frames.pack({"failed": f"{type(error).__name__}: {error}"}))
                os._exit(3)
            inside.prepare(self.shell)
            frames.send(sock, request["number"], frames.pack({"locked": self.level}))
            self.shell.user_ns.pop("__builtin__", None)
            inside.serve(sock, self.shell)
        finally:
            os._exit(0)  # never back into the warm process's code, whatever was raised

"""What this machine can do to isolate, part by part, each tried in a process of its own.

Leaves out: loading torch; this is quick enough for a command that only looks.
"""

import functools
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from autograder.sandbox import landlock, root, seccomp, syscalls

_USER_NAMESPACES = (
    "allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1 (Debian), "
    "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), user.max_user_namespaces > 0; in a container, "
    "run it with --security-opt seccomp=unconfined"
)


@dataclass(frozen=True)
class Part:
    """One part of the wall: whether it is there, why not, how to get it, and which levels need it."""

    name: str
    works: bool
    reason: str
    remedy: str
    levels: tuple[str, ...]


def _namespaces(flags: int) -> Callable[[], None]:
    return lambda: syscalls.unshare(syscalls.CLONE_NEWUSER | flags)


def _mounts() -> None:
    syscalls.unshare(syscalls.CLONE_NEWUSER | syscalls.CLONE_NEWNS)
    syscalls.mount("none", "/", "", syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("tmpfs", "/proc", "tmpfs", 0, "size=1m")


def _landlock() -> None:
    if not landlock.version():
        raise OSError("the kernel has no Landlock, or it is not switched on")


def _filter() -> None:
    if not seccomp.supported():
        raise OSError(f"no table of system calls for {os.uname().machine}")
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.lock(os.getpid(), files_of_others=True)


def _libraries() -> None:
    root.readable()


OFFERED = ("full", "landlock", "rlimits")  # the levels of walls.py that a grader may choose, the strongest first
_FULL, _BOTH = ("full",), ("full", "landlock")
_PARTS: dict[str, tuple[Callable[[], None], str, tuple[str, ...]]] = {
    "user namespace": (_namespaces(0), _USER_NAMESPACES, _FULL),
    "pid namespace": (_namespaces(syscalls.CLONE_NEWPID), _USER_NAMESPACES, _FULL),
    "network namespace": (_namespaces(syscalls.CLONE_NEWNET), _USER_NAMESPACES, _FULL),
    "IPC and host-name namespaces": (
        _namespaces(syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS),
        _USER_NAMESPACES,
        _FULL,
    ),
    "mount namespace with its own files": (_mounts, _USER_NAMESPACES, _FULL),
    "Landlock": (_landlock, "use Linux 5.13 or newer with `landlock` among the names in the lsm= boot option", _BOTH),
    "system-call filter": (_filter, "use Linux with CONFIG_SECCOMP_FILTER on x86_64 or aarch64", _BOTH),
    "libraries apart from the course": (_libraries, "install this repository with `pip install -e .`", _BOTH),
}


def _try(attempt: Callable[[], None]) -> str:
    """Try one part in a child -> why it failed, or nothing."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            attempt()
        except Exception as error:
            os.write(write, (str(error) or type(error).__name__).encode()[:1000])
        finally:
            os._exit(0)
    os.close(write)
    reason = os.read(read, 1000).decode()
    os.close(read)
    _, status = os.waitpid(pid, 0)
    return reason or (f"it ended with status {status}" if status else "")


def _print_all() -> None:
    for name, (attempt, _, _) in _PARTS.items():
        print(name, _try(attempt).replace("\n", " "), sep="\t")


@functools.cache
def available() -> tuple[Part, ...]:
    """Try every part, from a small process (unshare wants one thread, and a fork of the grader is large)."""
    code = f"import sys; sys.path.append({str(root.checkout())!r})\n"
    code += "from autograder.sandbox import doctor; doctor._print_all()"
    done = subprocess.run([sys.executable, "-s", "-P", "-c", code], capture_output=True, text=True, timeout=60)
    found = dict(line.split("\t", 1) for line in done.stdout.splitlines())
    parts = []
    for name, (_, remedy, levels) in _PARTS.items():
        reason = found.get(name, done.stderr.strip()[-300:] or "it could not be tried")
        parts.append(Part(name, not reason, reason, remedy if reason else "", levels))
    return tuple(parts)


def best_level(parts: tuple[Part, ...] | None = None) -> str:
    """Name the strongest level that this machine offers."""
    missing = {level for part in parts or available() if not part.works for level in part.levels}
    return next(level for level in OFFERED if level not in missing)


def sentence(level: str, parts: tuple[Part, ...], failure: str) -> str:
    """Say why a level can't be had, and how it could."""
    lacking = [part for part in parts if not part.works and level in part.levels]
    if not lacking:
        return f"isolation level {level}: the warm process could not start: {failure}"
    each = "; ".join(f"{part.name} is missing ({part.reason}): {part.remedy}" for part in lacking)
    return f"isolation level {level}: {each}. Or name the weaker level: --isolation {best_level(parts)}."

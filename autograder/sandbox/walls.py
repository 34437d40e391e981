"""What locks a fork of the warm process in, from the strongest level to the weakest.

full      own user, pid, network, IPC, mount and host-name namespaces; a root with libraries only; a private
          work folder of limited size; and everything below
landlock  reads only libraries and its work folder, no TCP, no new processes, no sockets; and everything below
rlimits   limits on time, memory, files; nothing else: for machines that can do no more
none      nothing at all; only for tests, which show that a forbidden thing works without the wall

Every step is for good: there is no way back for the process that took it. Leaves out: side channels.
"""

import gc
import locale
import os
import random
import resource
import signal
import socket
import sys
import tempfile
import time
from dataclasses import dataclass, field

import numpy
import torch

from autograder.sandbox import landlock, root, seccomp, syscalls

INNER_ID = 1000  # who the student's code is in its own user namespace
MAX_THREADS = 48
_MB = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """What one process may use; the outside watches sums and shares of the same."""

    cpu_seconds: int
    memory_mb: int
    disk_mb: int
    open_files: int


@dataclass
class Plan:
    """What the warm process knows about locking in, prepared before the first fork."""

    level: str
    readable: list[str] = field(default_factory=list)
    proc: int = -1  # a descriptor of /proc, which the new root does not have
    outer_id: int = 0  # the uid and gid on the machine that the child takes (full level)
    landlock_abi: int = 0


def lock(plan: Plan, bounds: Bounds, work: str, files: dict[str, bytes], sock: socket.socket) -> socket.socket:
    """Lock this process in -> the socket under its new number, the only descriptor it keeps beside 0, 1, 2."""
    os.setsid()  # no terminal, and a group of its own to be killed as
    size = _address_space(plan)
    if plan.level == "full":
        _new_namespaces(work, bounds.disk_mb)
    root.fill(work, files)
    os.chdir(work)
    if plan.level == "full":
        _become_nobody(plan, work)
    sock = _only_descriptor(sock)
    _fresh_state(work)
    if plan.level != "none":
        _limit(bounds, size, plan.level)
    if plan.level in ("full", "landlock"):
        _restrict(plan, work)
    return sock


def _address_space(plan: Plan) -> int:
    """Bytes of address space the warm process uses: the allowance is counted from there."""
    descriptor = os.open("self/statm", os.O_RDONLY, dir_fd=plan.proc)
    with open(descriptor) as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _new_namespaces(work: str, disk_mb: int) -> None:
    # network: no interface, not even loopback. IPC: no shared memory with anybody. UTS: the name says nothing.
    kinds = syscalls.CLONE_NEWNS | syscalls.CLONE_NEWNET | syscalls.CLONE_NEWIPC | syscalls.CLONE_NEWUTS
    syscalls.unshare(kinds)
    socket.sethostname("sandbox")
    flags = syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
    syscalls.mount("tmpfs", work, "tmpfs", flags, f"size={disk_mb}m,nr_inodes=4096,mode=700")  # dies with us


def _become_nobody(plan: Plan, work: str) -> None:
    """Take an id without rights, then a user namespace of our own in which it owns nothing."""
    if plan.outer_id != os.getuid():
        for folder, _, names in os.walk(work):
            for name in (folder, *(os.path.join(folder, each) for each in names)):
                os.chown(name, plan.outer_id, plan.outer_id)
        os.setgroups([])
        os.setresgid(plan.outer_id, plan.outer_id, plan.outer_id)
        os.setresuid(plan.outer_id, plan.outer_id, plan.outer_id)
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # or our own /proc/self/uid_map would not be ours
    group = os.getgid()
    syscalls.unshare(syscalls.CLONE_NEWUSER)  # limits on processes are counted in it, for us alone
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{INNER_ID} {group} 1"),
        ("uid_map", f"{INNER_ID} {plan.outer_id} 1"),
    ):
        descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=plan.proc)
        os.write(descriptor, text.encode())
        os.close(descriptor)


def _only_descriptor(sock: socket.socket) -> socket.socket:
    """Close all that was inherited: the grader's requests, folders outside, the other side's pipes."""
    null = os.open("/dev/null", os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    kept = sock.detach()
    if kept != 3:
        os.dup2(kept, 3)
    os.closerange(4, 1 << 20)
    return socket.socket(fileno=3)


def _fresh_state(work: str) -> None:
    """Give a process that owns nothing of its parent's: environment, generators, names, handlers."""
    os.environ.clear()
    syscalls.clear_c_environment()
    private = dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "TORCHINDUCTOR_CACHE_DIR", "IPYTHONDIR"), work)
    names = {"USER": "student", "LOGNAME": "student", "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
    os.environ.update(private | names | {"OMP_NUM_THREADS": "1"})
    time.tzset()
    locale.setlocale(locale.LC_ALL, "C.UTF-8")
    os.umask(0o077)
    tempfile.tempdir = None  # it remembers the warm process's folder
    random.seed(0)  # the same for every submission, so that it gets the same result every time
    numpy.random.seed(0)
    torch.default_generator.manual_seed(0)  # torch.manual_seed would also visit devices we do not have: 5 ms
    sys.path[:] = [work, *(entry for entry in sys.path if entry and entry != str(root.checkout()))]
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    gc.enable()


def _limit(bounds: Bounds, size: int, level: str) -> None:
    disk = bounds.disk_mb * _MB
    limits = {
        resource.RLIMIT_CPU: bounds.cpu_seconds + 2,  # the outside stops it sooner; this holds if that is late
        resource.RLIMIT_AS: size + bounds.memory_mb * _MB,
        resource.RLIMIT_FSIZE: disk,
        resource.RLIMIT_NOFILE: bounds.open_files,
        resource.RLIMIT_CORE: 0,  # a core file would hold what the process saw, on the machine's disk
        resource.RLIMIT_STACK: 8 * _MB,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 256,
    }
    if level == "full":  # elsewhere it counts everything that this user runs on the machine
        limits[resource.RLIMIT_NPROC] = MAX_THREADS
    for kind, wanted in limits.items():
        _, hard = resource.getrlimit(kind)
        least = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (least, least))  # the hard limit too: nobody may raise it again


def _restrict(plan: Plan, work: str) -> None:
    """The last steps, in an order in which none needs what an earlier one took away."""
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)  # no set-uid program helps; the next two ask for it
    landlock.restrict(plan.readable, [work], root.DEVICES, plan.landlock_abi)
    syscalls.drop_capabilities()
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)  # no core, and no other process of this uid may look in
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)  # never without the warm process
    seccomp.lock(os.getpid(), files_of_others=plan.level != "full")

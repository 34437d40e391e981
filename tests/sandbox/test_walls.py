"""From inside, each forbidden thing is tried and fails; the same code works where there is no wall."""

import os
import socket
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from autograder.sandbox import landlock, root, seccomp
from course_config import Limits

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(cpu_seconds=30, cell_cpu_seconds=10, memory_mb=256, disk_mb=8)
LIBC = "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
CHECKED = "def done(code):\n    if code < 0: raise OSError(ctypes.get_errno(), 'refused')\n"

# Each fails behind the walls and works without. {tmp} is a folder outside, {port} a listener on this machine.
FORBIDDEN = {
    "more descriptors than its own": "import os; os.fstat(4)",
    "read /etc/passwd": "open('/etc/passwd').read()",
    "read the solutions": "open('{repo}/attn_solutions/scoring_functions.py').read()",
    "list the checkout": "import os; os.listdir('{repo}')",
    "see that the checkout has a course table": "import os; os.stat('{repo}/course_config.py')",
    "read the tests": "open('{repo}/tests/sandbox/conftest.py').read()",
    "import the solutions": "import sys; sys.path.insert(0, '{repo}'); import attn_solutions",
    "import the course table": "import sys; sys.path.insert(0, '{repo}'); import course_config",
    "read the sandbox's own code": "open('{repo}/autograder/sandbox/walls.py').read()",
    "read a gradebook": "open('{tmp}/gradebook.db').read()",
    "write a gradebook": "open('{tmp}/gradebook.db', 'a').close()",
    "follow a link out": "import os; os.symlink('{tmp}/gradebook.db', 'l'); open('l').read()",
    "list the home folder": "import os, pwd; os.listdir(pwd.getpwuid(0).pw_dir)",
    "write to /tmp": "import os; open('/tmp/attn-test-{mark}', 'w').close(); os.remove('/tmp/attn-test-{mark}')",
    "write to /dev/shm": "import os; p='/dev/shm/attn-test-{mark}'; open(p, 'w').close(); os.remove(p)",
    "write beside the libraries": "import os, torch; p=torch.__file__+'.x{mark}'; open(p,'w').close(); os.remove(p)",
    "list /proc": "import os; os.listdir('/proc')",
    "read a command line": "open('/proc/1/cmdline').read()",
    "read its own memory map": "open('/proc/self/maps').read()",
    "read the parent's memory": "import os; open(f'/proc/{{os.getppid()}}/mem', 'rb').close()",
    "see the grader's process": "import os; os.kill({grader}, 0)",
    "signal its parent": "import os; assert os.getppid(); os.kill(os.getppid(), 0)",
    "signal its group": "import os, signal; signal.signal(15, signal.SIG_IGN); os.kill(0, 15)",
    "another's limits": "import resource; resource.prlimit({grader}, resource.RLIMIT_CORE)",
    "signals by way of a descriptor": "import fcntl, socket; fcntl.fcntl(socket.socketpair()[0], 8, {grader})",
    "signals by way of a socket": "import fcntl, socket, struct\n"
    "fcntl.ioctl(socket.socketpair()[0], 0x8901, struct.pack('i', {grader}))",
    "change a gradebook's mode": "import os; os.chmod('{tmp}/gradebook.db', 0o644)",
    "change a gradebook's time": "import os; os.utime('{tmp}/gradebook.db')",
    "cut a gradebook off": "import os; os.truncate('{tmp}/gradebook.db', 6)",
    "fork": "import os\npid = os.fork()\nif not pid: os._exit(0)\nos.waitpid(pid, 0)",
    "fork by clone": LIBC + CHECKED + "p = libc.syscall(56, 17, 0, 0, 0, 0)\nif not p: libc._exit(0)\ndone(p)",
    "spawn": "import os; os.waitpid(os.posix_spawn('/bin/true', ['true'], {{}}), 0)",
    "run a command": "import subprocess; subprocess.run(['true'], check=True)",
    "os.system": "import os; assert os.system('true') == 0",
    "multiprocessing": "import multiprocessing as m; p=m.get_context('fork').Process(target=int); p.start(); p.join()",
    "become another program": "import os; os.set_inheritable(3, True); os.execv({missing}, ['x'])",
    "TCP": "import socket; socket.create_connection(('127.0.0.1', {port}), 1).close()",
    "TCP listener": "import socket; socket.create_server(('127.0.0.1', 0)).close()",
    "UDP": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()",
    "netlink": "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).close()",
    "unix socket": "import socket; s=socket.socket(socket.AF_UNIX); s.connect('{tmp}/listener'); s.close()",
    "abstract socket": "import socket; s=socket.socket(socket.AF_UNIX); s.connect('\\0attn-{mark}'); s.close()",
    "abstract socket through a pair": "import socket\na, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
    "a.sendto(b'x', '\\0attn-dgram-{mark}')",
    "unix socket through a pair": "import socket\na, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
    "a.sendto(b'x', '{tmp}/dgram')",
    "pass a descriptor": "import socket\na, b = socket.socketpair()\nsocket.send_fds(a, [b'x'], [0])",
    "look a name up": "import socket; assert socket.getaddrinfo('localhost', 80)[0][4]; open('/etc/hosts')",
    "see a network device": "import socket; assert len(socket.if_nameindex()) > 0",
    "ptrace": LIBC + CHECKED + "done(libc.ptrace(0, 0, 0, 0))",
    "io_uring": LIBC + CHECKED + "p = ctypes.create_string_buffer(200); done(libc.syscall(425, 4, p))",
    "userfaultfd": LIBC + CHECKED + "done(libc.syscall(323, 1))",
    "memfd": "import os; os.close(os.memfd_create('x'))",
    "shared memory": LIBC + CHECKED + "i = libc.shmget(0, 4096, 0o600); done(i); libc.shmctl(i, 0, 0)",
    "message queue": LIBC + CHECKED + "i = libc.msgget(0, 0o600); done(i); libc.msgctl(i, 0, 0)",
    "new user namespace": LIBC + CHECKED + "done(libc.unshare(0x10000000))",
    "mount": LIBC + CHECKED + "done(libc.unshare(0x10020000)); done(libc.mount(b'x', b'.', b'tmpfs', 0, None))",
    "chroot": "import os; os.chroot('.')",
    "give a file away": "import os; open('f', 'w').close(); os.chown('f', 4321, 4321)",
    "become root": "import os; os.setuid(0); assert os.getuid() == 0; open('/etc/shadow').close()",
    "raise a limit": "import resource as r\nr.setrlimit(r.RLIMIT_NOFILE, (5000, 5000))",
    "lower its niceness": "import os; os.setpriority(os.PRIO_PROCESS, 0, -5)",
    "new kernel calls": LIBC + CHECKED + "done(0 if libc.syscall(463, -1, 0, 0, 0, 0, 0) < 0 and "
    "ctypes.get_errno() != 38 else -1)",
    "open files without end": "import os; f = [open(os.devnull) for _ in range(100)]",
    "a large file": "f = open('f', 'wb', 0)\nfor _ in range(12): assert f.write(bytes(1<<20)) == 1<<20",
    "many files": "for i in range(5000): open(f'f{{i}}', 'w').close()",
    "several files": "import itertools\nfor i in range(4):\n    with open(f'f{{i}}', 'wb') as f: f.write(bytes(3<<20))",
    "a large block": "x = bytearray(600 << 20)",
    "a large tensor": "import torch; x = torch.empty(600 << 18)",
    "many blocks": "x = [bytearray(1 << 20) for _ in range(600)]",
    "threads without end": "import threading, time\n"
    "e = threading.Event(); t = [threading.Thread(target=e.wait) for _ in range(60)]\n"
    "try:\n    for each in t: each.start()\nfinally: e.set()",
    "the parent's variables": "import os; assert os.environ['ATTN_TEST_SECRET']",
}  # fmt: skip
# What root alone may do anywhere, or what this machine's kernel does not offer without the wall either.
ONLY_BEHIND = {
    "become another program",
    "the parent's variables",
    "userfaultfd",
    "io_uring",
    "new kernel calls",
    "more descriptors than its own",
}
ONLY_BEHIND |= (
    {"look a name up", "lower its niceness", "become root", "chroot", "give a file away"} if os.getuid() else set()
)
if not os.access(torch.__file__, os.W_OK):
    ONLY_BEHIND.add("write beside the libraries")


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """Things on this machine that student code must not reach; readable by everybody as far as files go."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "gradebook.db").write_text("points")
    listeners = [socket.create_server(("127.0.0.1", 0))]
    mark = str(os.getpid())
    for kind, name in (
        (1, f"{folder}/listener"),
        (1, f"\0attn-{mark}"),
        (2, f"{folder}/dgram"),
        (2, f"\0attn-dgram-{mark}"),
    ):
        listeners.append(socket.socket(socket.AF_UNIX, kind))
        listeners[-1].bind(name)
        if kind == 1:
            listeners[-1].listen(100)
    port = listeners[0].getsockname()[1]
    yield {"tmp": folder, "port": port, "mark": mark, "repo": ROOT, "grader": os.getpid(), "missing": "'/bin/true'"}
    for each in listeners:
        each.close()


def status_of(warm, code, outside):
    """Run one thing as a cell -> how it ended and what it said."""
    limits = LIMITS if warm.level != "none" else replace(LIMITS, memory_mb=4096)
    with warm.open(limits) as submission:
        cell = submission.run([code.format(**outside)]).cells[0]
    return cell.status, str(cell.outputs)[-1500:]


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_wall_stops(strong, outside, name):
    """A forbidden thing raises inside; the notebook goes on."""
    status, words = status_of(strong, FORBIDDEN[name], outside)
    assert status == "error", (status, words)


def let_through(warm, names, outside):
    """Try many things in one notebook, -> those that worked."""
    with warm.open(LIMITS) as submission:
        report = submission.run([FORBIDDEN[name].format(**outside) for name in names])
    return {name: cell for name, cell in zip(names, report.cells, strict=True) if cell.status != "error"}


def test_the_wall_stops_all_of_it_as_an_ordinary_user(full, outside):
    """The same things, one after the other, as who we are and as somebody without rights."""
    assert not let_through(full, list(FORBIDDEN), outside)


@pytest.mark.parametrize("name", [name for name in FORBIDDEN if name not in ONLY_BEHIND])
def test_without_the_wall_it_works(bare, outside, name):
    """The same code succeeds in a plain fork, so the test above can fail."""
    status, words = status_of(bare, FORBIDDEN[name], outside)
    assert status == "ok", (status, words)


# What namespaces alone give, or what may be known there: the rest must hold without them.
NEEDS_NAMESPACES = {
    "see that the checkout has a course table", "see a network device", "several files", "many files",
    "signal its parent", "threads without end", "new kernel calls",
}  # fmt: skip


def test_the_weaker_wall_stops_most(landlocked, outside):
    """Without namespaces, Landlock, the filter and the limits hold what they can."""
    assert not let_through(landlocked, [name for name in FORBIDDEN if name not in NEEDS_NAMESPACES], outside)


ALLOWED = {
    "write and read in its folder": "open('a.txt', 'w').write('x'); assert open('a.txt').read() == 'x'",
    "modes and times of its files": "import os; open('m', 'w').close(); os.chmod('m', 0o400); os.utime('m')",
    "limits of its own": "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (9, r.getrlimit(r.RLIMIT_NOFILE)[1]))",
    "temporary files": "import tempfile; tempfile.TemporaryFile().write(b'x')",
    "a few threads": "import threading; t = threading.Thread(target=print); t.start(); t.join()",
    "a thread pool": "from concurrent.futures import ThreadPoolExecutor as P; list(P(4).map(abs, range(9)))",
    "a library not loaded before": "import sqlite3, decimal, networkx",
    "await": "import asyncio; await asyncio.sleep(0.01)",
    "train": "import torch; n = torch.nn.Linear(3, 2); o = torch.optim.AdamW(n.parameters()); "
    "n(torch.ones(1, 3)).sum().backward(); o.step()",
    "load data": "from torch.utils.data import DataLoader; assert len(list(DataLoader(range(9), batch_size=2))) == 5",
    "save and load": "import torch; torch.save(torch.ones(2), 'w.pt'); torch.load('w.pt')",
    "signal itself": "import os, signal; signal.signal(10, lambda *_: None); os.kill(os.getpid(), 10)",
    "a socket pair": "import socket; a, b = socket.socketpair(); a.send(b'x'); assert b.recv(1) == b'x'",
    "a fast random source": "import os, secrets; os.urandom(8); open('/dev/urandom', 'rb').read(3)",
    "time zones": "import zoneinfo, datetime; datetime.datetime.now()",
    "matplotlib": "import matplotlib.pyplot as plt; plt.title('$x^2$'); plt.savefig('a.png')",
    "nobody's id": "import os; assert os.getuid() and os.getpid() == 1 and not os.getgroups()",
    "no capability": LIBC + "import struct; h = struct.pack('Ii', 0x20080522, 0); d = ctypes.create_string_buffer(24)\n"
    "assert libc.capget(h, d) == 0 and d.raw == bytes(24), d.raw",
    "no new privileges": LIBC + "assert libc.prctl(39, 0, 0, 0, 0) == 1 and libc.prctl(3, 0, 0, 0, 0) == 0",
    "kill everybody": "import os\ntry: os.kill(-1, 9)\nexcept PermissionError: pass\nelse: raise SystemError",
    "empty environment": "import os; assert set(os.environ) <= {{'HOME','TMPDIR','MPLCONFIGDIR','IPYTHONDIR','USER',"
    "'TORCHINDUCTOR_CACHE_DIR','LOGNAME','LANG','TZ','PYTHONHASHSEED','OMP_NUM_THREADS','KMP_INIT_AT_FORK',"
    "'KMP_DUPLICATE_LIB_OK'}}, dict(os.environ)",
    "nothing of ours in memory": "import sys\n"
    "assert not {{'attn_solutions', 'course_config', 'tests'}} & set(sys.modules)",
    "no way to the checkout": "import sys; assert '{repo}' not in sys.path",
    "one thread": "import torch; assert torch.get_num_threads() == 1",
}  # fmt: skip


@pytest.mark.parametrize("name", ALLOWED)
def test_honest_work_is_not_stopped(full, outside, name):
    """What notebooks do goes through, and the process is who it should be."""
    status, words = status_of(full, ALLOWED[name], outside)
    assert status == "ok", (status, words)


def test_numbers_are_drawn_anew_but_the_same_for_everybody(strong):
    """Generators start at the same place in every fork, whatever an earlier one drew."""
    cells = ["import torch, random, numpy; x = [torch.rand(1).item(), random.random(), numpy.random.rand()]"]
    drawn = []
    for _ in range(2):
        with strong.open(LIMITS) as submission:
            submission.run([*cells, "y = list({'a', 'b', 'c', 'd', 'e'})"])
            drawn.append(submission.ask(lambda my: [my.x, my.y], 1).value)
    assert drawn[0] == drawn[1]


def test_a_submission_finds_nothing_of_the_one_before(strong):
    """Files, names, patched libraries and generators are gone with their process."""
    with strong.open(LIMITS) as first:
        first.run(["import torch, os, builtins; torch.allclose = builtins.left = 7; open('left', 'w').close()"])
    with strong.open(LIMITS) as second:
        cell = second.run(["import torch, os, builtins; torch.allclose != 7, hasattr(builtins, 'left'), os.listdir()"])
        assert cell.cells[0].outputs[0]["data"]["text/plain"] == "(True, False, [])"


def test_two_submissions_at_once_do_not_meet(strong):
    """Each has its own folder and its own process tree."""
    with strong.open(LIMITS) as one, strong.open(LIMITS) as two:
        one.run(["open('mine', 'w').close()"])
        report = two.run(["import os; os.listdir(), os.getpid()"])
        assert report.cells[0].outputs[0]["data"]["text/plain"] == "([], 1)"


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_fits_the_kernel(machine):
    """A filter is at most 4096 instructions of eight bytes, and ends by allowing."""
    code = seccomp.program(1, True, machine)
    assert len(code) % 8 == 0
    assert len(code) // 8 < 512
    assert code.endswith(b"\x06\x00\x00\x00\x00\x00\xff\x7f")


def test_nothing_readable_lies_in_the_checkout_but_libraries():
    """Of the checkout only the virtual environment's libraries may be read."""
    ours = root.checkout()
    inside = [Path(each) for each in root.readable() if Path(each).resolve().is_relative_to(ours)]
    assert all(each.is_relative_to(Path(sys.prefix) / "lib") for each in inside)
    assert not any(ours.is_relative_to(Path(each).resolve()) for each in root.readable())


def test_solutions_among_the_libraries_stop_everything(monkeypatch):
    """An installation that would show students the solutions is refused with what to do."""
    monkeypatch.setattr(root, "_SECRET_MODULES", ("numpy",))
    with pytest.raises(root.Unsafe, match="pip install -e"):
        root.readable()


def test_landlock_says_its_version():
    """The number is the kernel's ABI, or 0."""
    assert landlock.version() >= 0
    assert threading.active_count() >= 1

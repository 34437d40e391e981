"""Runs a command where it can hurt nobody: no network but its own loopback, its own processes, bounded in all.

    python -m benchmarks.hostile_jail FOLDER SECONDS COMMAND...

Ends with the command's exit code, or 124 when the time is over. The command's processes end with it: they live
in a pid namespace of their own. Leaves out: files; the peers run with the rights of whoever calls this, so every
path that a submission is given lies below FOLDER.
"""

import fcntl
import os
import resource
import socket
import struct
import subprocess
import sys

UNSHARE = [
    "unshare",
    "--user",
    "--map-root-user",
    "--net",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount",
    "--mount-proc",
]
INSIDE = [sys.executable, "-m", "benchmarks.hostile_jail", "--inside"]
GB, MB = 1 << 30, 1 << 20


def main(arguments: list[str]) -> int:
    """Outside: start the namespaces. Inside: raise the loopback interface, set limits, become the command."""
    if arguments[0] == "--inside":
        _loopback()
        _bounds()
        os.execvp(arguments[1], arguments[1:])
    folder, seconds, *command = arguments
    home = {"HOME": f"{folder}/home", "TMPDIR": f"{folder}/tmp", "IPYTHONDIR": f"{folder}/home/ipython"}
    for path in home.values():
        os.makedirs(path, exist_ok=True)
    environment = {**os.environ, **home, "HOSTILE_SECRET": "LOOT"}
    try:
        return subprocess.run(
            [*UNSHARE, *INSIDE, *command], cwd=folder, env=environment, timeout=float(seconds), stdin=subprocess.DEVNULL
        ).returncode
    except subprocess.TimeoutExpired:
        return 124


def _loopback() -> None:
    """Set lo up (ioctl SIOCSIFFLAGS, IFF_UP | IFF_RUNNING): kernels of notebooks speak over it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sH22x", b"lo", 0x41))


def _bounds() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, 12 * GB),
        (resource.RLIMIT_FSIZE, 64 * MB),
        (resource.RLIMIT_CPU, 100),
        (resource.RLIMIT_NOFILE, 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

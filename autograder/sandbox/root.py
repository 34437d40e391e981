"""A small file tree for the sandbox: the Python installation, a few system files, an empty work folder.

It is built once, from bind mounts in the warm process's own mount namespace, and becomes its root: what is
not in it has no name there, not even for stat(). It also lets another uid read an interpreter that lives
under a closed home folder. Leaves out: /proc, /tmp, /home, /dev/shm; nothing here needs them.
"""

import importlib.util
import os
import sys
import sysconfig
from pathlib import Path

from autograder.sandbox import syscalls

WORK = "/student"  # not below anything that a Python installation lies in
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", "/usr/share/fonts",
    "/etc/ld.so.cache", "/etc/localtime",
    "/proc/cpuinfo",  # torch complains on stderr without it
)  # fmt: skip
_SECRET_MODULES = ("attn_solutions", "course_config")


class Unsafe(Exception):
    """The Python installation holds what students must not read; says what and what to do."""


def checkout() -> Path:
    """Where this package lies: nothing there is for students, except a virtual environment's libraries."""
    return Path(__file__).resolve().parents[2]


def readable() -> list[str]:
    """What student code may read: libraries of Python and the system, never the course."""
    prefixes = {Path(sys.prefix), Path(sys.base_prefix)}
    places = sysconfig.get_paths()
    wanted = {Path(places[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    wanted |= {prefix / "lib" for prefix in prefixes if prefix != Path("/usr")}
    wanted |= {Path(entry) for entry in sys.path if entry and Path(entry).is_dir()}
    libraries = [each for each in sorted(wanted) if each.is_dir() and not _is_ours(each, prefixes)]
    _refuse_secrets(libraries)
    kept = [str(each) for each in libraries if not any(each != other and other in each.parents for other in libraries)]
    return kept + [each for each in _SYSTEM if os.path.exists(each)]


def _is_ours(folder: Path, prefixes: set[Path]) -> bool:
    """Tell whether reading a folder would show the course: it lies in the checkout (and not in its
    virtual environment) or has the checkout below it."""
    ours, real = checkout(), folder.resolve()
    if any(real.is_relative_to(prefix.resolve() / "lib") and not ours.is_relative_to(real) for prefix in prefixes):
        return False
    return real.is_relative_to(ours) or ours.is_relative_to(real)


def _refuse_secrets(libraries: list[Path]) -> None:
    for name in _SECRET_MODULES:
        found = importlib.util.find_spec(name)  # looks, does not import
        origin = Path(found.origin).resolve() if found and found.origin else None
        if origin and any(origin.is_relative_to(each.resolve()) for each in libraries):
            raise Unsafe(
                f"{name} is installed in {origin.parent}, where students' code reads its libraries: "
                "install this repository with `pip install -e .`, or run it from the checkout."
            )


def build(base: str, paths: list[str]) -> None:
    """Lay the tree out below `base`, in a mount namespace of our own."""
    syscalls.mount("none", "/", "", syscalls.MS_REC | syscalls.MS_PRIVATE)  # nothing of this reaches the machine
    syscalls.mount("tmpfs", base, "tmpfs", syscalls.MS_NOSUID, "size=1m,mode=755")
    for path in (*paths, *DEVICES):
        real = os.path.realpath(path)  # a link's target may lie where the new root has nothing
        if not os.path.exists(real):
            continue
        for place in dict.fromkeys((path, real)):
            _bind(real, base + place)
    os.mkdir(base + WORK)
    os.mkdir(base + "/.old")


def _bind(source: str, target: str) -> None:
    if os.path.lexists(target) and (not os.path.isdir(target) or os.listdir(target)):
        return  # it is there already, as part of something above it
    if os.path.isdir(source):
        os.makedirs(target, mode=0o755, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    syscalls.mount(source, target, "", syscalls.MS_BIND | syscalls.MS_REC)


def enter(base: str) -> None:
    """Make `base` the root for this process and its children, and take the old one away."""
    syscalls.pivot_root(base, base + "/.old")
    os.chdir("/")
    syscalls.unmount("/.old")
    os.rmdir("/.old")
    # Landlock forbids writing too; this holds even if it were missing a right
    syscalls.mount_attributes("/", syscalls.MOUNT_ATTR_RDONLY | syscalls.MOUNT_ATTR_NOSUID)


def fill(folder: str, files: dict[str, bytes]) -> None:
    """Write the course's own files of an assignment into a work folder."""
    for name, content in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)

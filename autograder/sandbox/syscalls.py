"""The Linux calls that Python 3.11 does not offer, as plain functions that raise OSError.

man 2 unshare, setns, mount, pivot_root, mount_setattr, prctl, capset. Leaves out: everything else.
"""

import ctypes
import os
import struct

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC = 2, 4, 8, 4096, 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 1, 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 22, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2

# These numbers are the same on x86_64 and aarch64 (both use the common table from 424 on).
_MOUNT_SETATTR = 442
_MACHINE = os.uname().machine
_PIVOT_ROOT, _CAPSET = {"x86_64": (155, 126), "aarch64": (41, 91)}.get(_MACHINE, (-1, -1))
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(what: str, number: int, *arguments: object) -> int:
    """Make the system call `number`; numbers go as C longs, everything else as ctypes takes it."""
    plain = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return _check(int(_libc.syscall(ctypes.c_long(number), *plain)), what)


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones."""
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def setns(descriptor: int, flags: int) -> None:
    """Join the namespace behind a descriptor (for pid: children made from now on)."""
    _check(_libc.setns(descriptor, ctypes.c_int(flags)), "setns")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Mount `source` on `target`."""
    words = [each.encode() for each in (source, target, kind)]
    result = _libc.mount(*words, ctypes.c_ulong(flags), data.encode() or None)
    _check(result, f"mount {target}")


def unmount(target: str) -> None:
    """Take the mount at `target` away, even while it is in use."""
    _check(_libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def mount_attributes(target: str, attributes: int) -> None:
    """Set attributes (read-only, nosuid, ...) on a mount and everything mounted below it."""
    wanted = struct.pack("QQQQ", attributes, 0, 0, 0)
    syscall("mount_setattr", _MOUNT_SETATTR, _AT_FDCWD, target.encode(), _AT_RECURSIVE, wanted, len(wanted))


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root of this mount namespace and put the former root at `old`."""
    syscall("pivot_root", _PIVOT_ROOT, new.encode(), old.encode())


def prctl(option: int, value: int = 0, third: object = 0) -> None:
    """Set one attribute of this process."""
    extra = ctypes.c_ulong(third) if isinstance(third, int) else third
    zero = ctypes.c_ulong(0)
    _check(_libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), extra, zero, zero), f"prctl {option}")


def drop_capabilities() -> None:
    """Give up every capability: bounding set first (it needs one to drop one), then all others."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # past the last capability, or no right to drop (then there is none to keep)
            break
    try:
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    except OSError:  # before Linux 4.3 there are none
        pass
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    syscall("capset", _CAPSET, header, bytes(24))  # effective, permitted, inheritable: all zero


def clear_c_environment() -> None:
    """Empty the C library's own copy of the environment, which os.environ does not show."""
    _check(_libc.clearenv(), "clearenv")

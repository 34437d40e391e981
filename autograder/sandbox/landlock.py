"""Landlock: from now on this process may read and write only below the folders named here, and reach nobody.

https://docs.kernel.org/userspace-api/landlock.html. Leaves out: rules for ports, since every port is closed.
"""

import os
import struct
from collections.abc import Iterable

from autograder.sandbox import syscalls

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
# all rights that exist, by ABI: 1 has thirteen, 2 adds moving between folders, 3 truncating, 5 device ioctls
_ALL_RIGHTS = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
_MAKE_DEVICES = (1 << 6) | (1 << 9) | (1 << 11)  # character devices, sockets, block devices
_TCP_BIND_AND_CONNECT, _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3, 3
_RULE_PATH_BENEATH = 1


def version() -> int:
    """Give the kernel's Landlock ABI; 0 where there is none."""
    try:
        return syscalls.syscall("landlock", _CREATE, None, 0, 1)
    except OSError:
        return 0


def restrict(read: Iterable[str], write: Iterable[str], devices: Iterable[str], abi: int) -> None:
    """Lock this process in for good; needs no_new_privs. Paths that do not exist are left out."""
    rights = _ALL_RIGHTS[min(abi, max(_ALL_RIGHTS))]
    network = _TCP_BIND_AND_CONNECT if abi >= 4 else 0
    scopes = _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if abi >= 6 else 0
    attributes = struct.pack("QQQ", rights, network, scopes)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    rules = syscalls.syscall("landlock_create_ruleset", _CREATE, attributes, len(attributes), 0)
    try:
        for path in read:  # execute is what mapping a shared library asks for on some kernels
            _allow(rules, path, _READ_FILE | _READ_DIR | _EXECUTE)
        for path in write:  # all but device nodes and named sockets
            _allow(rules, path, rights & ~_MAKE_DEVICES & ~_EXECUTE & ~_IOCTL_DEV)
        for path in devices:
            _allow(rules, path, _READ_FILE | _WRITE_FILE)
        syscalls.syscall("landlock_restrict_self", _RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # rights on folders are refused for a file
            rights &= _FILE_RIGHTS | _TRUNCATE
        rule = struct.pack("=Qi", rights, descriptor)
        syscalls.syscall("landlock_add_rule", _ADD, rules, _RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)

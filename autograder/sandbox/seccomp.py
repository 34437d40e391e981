"""A system-call filter, written as the BPF program the kernel runs: what student code may not even ask for.

Denied calls fail with EPERM, so that Python raises and the notebook goes on. man 2 seccomp, bpf(4).
Leaves out: arguments behind pointers, which a filter cannot see (file names are Landlock's work, except for modes,
owners, times and attributes: Landlock lets them pass, so they are refused where files of others can be named).
"""

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

from autograder.sandbox import syscalls

_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
# offsets in struct seccomp_data; an argument is two halves, the low one first (both machines are little endian)
_NUMBER, _ARCHITECTURE, _ARGUMENT_0, _ARGUMENT_1, _ARGUMENT_4 = 0, 4, 16, 24, 48
_CLONE_THREAD = 0x00010000
_NEW_NAMESPACES = 0x7E020000  # CLONE_NEW{NS,CGROUP,UTS,IPC,USER,PID,NET}; NEWTIME's bit is part of an exit signal here
_SIGNALS_BY_FCNTL = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: the kernel sends a signal of choice to whom is named
_SIGNALS_BY_IOCTL = (0x8901, 0x8902)  # FIOSETOWN, SIOCSPGRP: the same for sockets
_X32_BIT = 0x40000000
_FIRST_UNKNOWN = 463  # a call newer than this table is answered "no such call", whatever it will do

# Names with their numbers on x86_64 and aarch64 (None: that machine does not have it).
_DENIED: dict[str, tuple[int | None, int | None]] = {
    # new processes and programs: nothing may outlive or escape the limits of this one
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # looking into, or at, other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "get_robust_list": (274, 100),
    # signals that name no own process: tkill and queued ones are not needed by Python or glibc
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    # large and seldom used parts of the kernel, where its faults were found
    "bpf": (321, 280), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "fanotify_init": (300, 262),
    "modify_ldt": (154, None), "iopl": (172, None), "ioperm": (173, None), "lookup_dcookie": (212, 18),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "vmsplice": (278, 75), "nfsservctl": (180, 42), "uselib": (134, None),
    # mounts and namespaces: the walls themselves
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "move_mount": (429, 429),
    "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "statmount": (457, 457), "listmount": (458, 458),
    "unshare": (272, 97), "setns": (308, 268),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    # keys, network, memory that no limit counts, messages between processes
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "socket": (41, 198),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "mlockall": (151, 230),
    "shmget": (29, 194), "shmat": (30, 196), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
    # a socket pair may talk to its other end and to nobody else; and no descriptors pass through it
    "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242),
    "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # the machine, its clock, its schedule
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "syslog": (103, 116),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "quotactl": (179, 60), "vhangup": (153, 58),
    "sched_setscheduler": (144, 119), "sched_setattr": (314, 274), "sched_setparam": (142, 118),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "personality": (135, 92), "seccomp": (317, 277),
}  # fmt: skip
# Of every file that can be named or opened, not only of one's own. The last may be Landlock's from its version 3 on.
_OF_ANY_FILE: dict[str, tuple[int | None, int | None]] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "truncate": (76, 45),
}  # fmt: skip


@dataclass(frozen=True)
class _Machine:
    architecture: int  # AUDIT_ARCH_*
    column: int  # in the table above
    clone: int
    clone3: int
    kill: int
    tgkill: int
    prlimit: int
    fcntl: int
    ioctl: int
    sendto: int
    x32: bool


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 0, 56, 435, 62, 234, 302, 72, 16, 44, True),
    "aarch64": _Machine(0xC00000B7, 1, 220, 435, 129, 131, 261, 25, 29, 206, False),
}


def supported() -> bool:
    """Say whether the filter knows this machine's system-call numbers."""
    return os.uname().machine in _MACHINES


def program(own_pid: int, files_of_others: bool, machine: str = "") -> bytes:
    """Write the filter for a process that is `own_pid` in its pid namespace; say whether it can name others' files."""
    kind = _MACHINES[machine or os.uname().machine]
    lines = _right_machine(kind)
    lines += _when(kind.clone3, [(_RETURN, 0, 0, _ERROR | errno.ENOSYS)])  # its flags hide behind a pointer
    lines += _when(kind.clone, _threads_only())
    for signal_call in (kind.kill, kind.tgkill):
        lines += _when(signal_call, _only_to(own_pid))
    lines += _when(kind.prlimit, _only_to(own_pid, 0))  # 0 is oneself here: Python's setrlimit
    lines += _when(kind.fcntl, _not_with(_SIGNALS_BY_FCNTL))
    lines += _when(kind.ioctl, _not_with(_SIGNALS_BY_IOCTL))
    lines += _when(kind.sendto, _without_address())
    for numbers in [*_DENIED.values(), *(_OF_ANY_FILE.values() if files_of_others else ())]:
        number = numbers[kind.column]
        if number is not None:
            lines += _when(number, [_deny()])
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *line) for line in lines)


_Line = tuple[int, int, int, int]  # code, jump if true, jump if false, constant


def _deny() -> _Line:
    return (_RETURN, 0, 0, _ERROR | errno.EPERM)


def _allow() -> _Line:
    return (_RETURN, 0, 0, _ALLOW)


def _right_machine(kind: _Machine) -> list[_Line]:
    """Kill on a foreign architecture (another table of numbers would pass the checks); refuse x32 and news."""
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, kind.architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if kind.x32:  # the same calls again under other numbers
        lines += [(_JUMP_GREATER_EQUAL, 0, 1, _X32_BIT), _deny()]
    return [*lines, (_JUMP_GREATER_EQUAL, 0, 1, _FIRST_UNKNOWN), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]


def _when(number: int, then: list[_Line]) -> list[_Line]:
    """Do `then`, which must return, for one system call; otherwise go on with the number loaded."""
    return [(_JUMP_EQUAL, 0, len(then), number), *then]


def _threads_only() -> list[_Line]:
    return [
        (_LOAD, 0, 0, _ARGUMENT_0),
        (_JUMP_SET, 2, 0, _NEW_NAMESPACES),  # a thread never needs a namespace
        (_JUMP_SET, 0, 1, _CLONE_THREAD),
        _allow(),
        _deny(),
    ]


def _only_to(*pids: int) -> list[_Line]:
    """Allow what names oneself. (For signals, 0 and negative numbers mean groups and everybody.)"""
    return [(_LOAD, 0, 0, _ARGUMENT_0), *_unless(pids, _deny()), _allow()]


def _not_with(commands: tuple[int, ...]) -> list[_Line]:
    """Allow a call unless its second argument is one of these."""
    return [(_LOAD, 0, 0, _ARGUMENT_1), *_unless(commands, _allow()), _deny()]


def _unless(values: tuple[int, ...], otherwise: _Line) -> list[_Line]:
    """Jump over `otherwise` if what is loaded is one of the values."""
    count = len(values)
    return [*((_JUMP_EQUAL, count - place, 0, value) for place, value in enumerate(values)), otherwise]


def _without_address() -> list[_Line]:
    """Allow sending to the other end of a pair, not to an address (a datagram pair could reach any socket)."""
    return [
        (_LOAD, 0, 0, _ARGUMENT_4),
        (_JUMP_EQUAL, 0, 3, 0),
        (_LOAD, 0, 0, _ARGUMENT_4 + 4),
        (_JUMP_EQUAL, 0, 1, 0),
        _allow(),
        _deny(),
    ]


def lock(own_pid: int, files_of_others: bool) -> None:
    """Put the filter on this process for good; needs no_new_privs."""
    code = program(own_pid, files_of_others)
    text = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(text))
    syscalls.prctl(syscalls.PR_SET_SECCOMP, syscalls.SECCOMP_MODE_FILTER, header)

"""Messages over one socket: magic, number, length, then a body; every wait has an end and every size a limit.

The number is drawn by the trusted side for each question, and the answer must carry the same: an answer
prepared before the question was known is refused. Bodies that come out are plaindata; nothing else is read.
"""

import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from autograder import probing
from autograder.sandbox.plaindata import pack, unpack
from autograder.sandbox.tensorfile import MAX_TENSOR_BYTES, MAX_TEXT_BYTES, FrameError

__all__ = ["FrameError", "Gone", "deadline", "pack", "pack_reply", "receive", "send", "unpack", "unpack_reply"]

MAX_BODY = MAX_TEXT_BYTES * 2 + MAX_TENSOR_BYTES + 12
_PREFIX = struct.Struct(">4sQQ")
_MAGIC = b"attn"
_TEXT_LIMITS = {"kind": 20, "text": 4000, "error": 200, "line": 400}

# Called while waiting: gives the seconds until it wants to be called again, or raises to end the wait.
Watch = Callable[[], float]


class Gone(FrameError):
    """The other side closed the socket."""


def forever() -> float:
    """Wait without end: for the side that serves."""
    return 3600.0


def deadline(seconds: float) -> Watch:
    """Wait at most so long, then raise FrameError."""
    end = time.monotonic() + seconds

    def watch() -> float:
        left = end - time.monotonic()
        if left <= 0:
            raise FrameError("no answer in time")
        return left

    return watch


def send(sock: socket.socket, number: int, body: bytes, watch: Watch = forever) -> None:
    """Send one message; the receiver may be slow or refuse to read, so this waits under watch too."""
    data = memoryview(_PREFIX.pack(_MAGIC, number, len(body)) + body)
    sock.setblocking(False)
    while data:
        try:
            data = data[sock.send(data) :]
        except BlockingIOError:
            _wait(sock, select.POLLOUT, watch)
        except OSError as error:
            raise Gone("the other side is gone") from error


def receive(sock: socket.socket, number: int | None, watch: Watch = forever, most: int = MAX_BODY) -> tuple[int, bytes]:
    """Receive one message of at most `most` bytes that carries `number` (None: any) -> its number, its body."""
    sock.setblocking(False)
    magic, found, length = _PREFIX.unpack(_exactly(sock, _PREFIX.size, watch))
    if magic != _MAGIC:
        raise FrameError("not a message")
    if number is not None and found != number:
        raise FrameError("an answer to a question that was not asked")
    if length > most:
        raise FrameError(f"a message of {length} bytes, where {most} are the most")
    return found, _exactly(sock, length, watch)


def _exactly(sock: socket.socket, length: int, watch: Watch) -> bytes:
    """Read `length` bytes; memory grows with what arrives, not with what was announced."""
    parts: list[bytes] = []
    while length:
        watch()  # also for a sender that trickles bytes and so never lets us wait
        try:
            part = sock.recv(min(length, 1 << 18))
        except BlockingIOError:
            _wait(sock, select.POLLIN, watch)
            continue
        except OSError as error:
            raise Gone("the other side is gone") from error
        if not part:
            raise Gone("the other side is gone")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(sock: socket.socket, event: int, watch: Watch) -> None:
    poll = select.poll()
    poll.register(sock, event)
    poll.poll(max(1, int(watch() * 1000)))


def pack_reply(reply: probing.Reply) -> bytes:
    """Write what a probe brought back; data that cannot be sent becomes a failure that can."""
    try:
        return pack({"value": reply.value, "failure": _plain_failure(reply.failure)})
    except probing.Unsendable as error:
        return pack({"value": None, "failure": _plain_failure(probing.Failure("unsendable", str(error)))})


def _plain_failure(failure: probing.Failure | None) -> dict[str, str] | None:
    if failure is None:
        return None
    return {name: str(getattr(failure, name))[:limit] for name, limit in _TEXT_LIMITS.items()}


def unpack_reply(body: bytes) -> probing.Reply:
    """Read a reply; the other side may name only failures that can arise there."""
    found: Any = unpack(body)
    if not isinstance(found, dict) or found.keys() != {"value", "failure"}:
        raise FrameError("not a reply")
    failure = found["failure"]
    if failure is None:
        return probing.Reply(found["value"])
    if not isinstance(failure, dict) or failure.keys() != _TEXT_LIMITS.keys():
        raise FrameError("not a failure")
    if any(not isinstance(text, str) or len(text) > _TEXT_LIMITS[name] for name, text in failure.items()):
        raise FrameError("not a failure")
    if failure["kind"] not in {"missing", "unfinished", "error", "unsendable", "time", "memory"}:
        raise FrameError("not a failure")
    return probing.Reply(failure=probing.Failure(**failure))

"""What comes over the socket is plain data or a FrameError, in bounded time, whatever the other side sends."""

import json
import math
import socket
import struct
import threading
import time

import pytest
import safetensors.torch
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.probing import MAX_DEPTH, Failure, Reply, Unsendable, plain
from autograder.sandbox import frames, tensorfile
from autograder.sandbox.frames import FrameError, pack, unpack

settings.register_profile("frames", derandomize=True, deadline=None, database=None, max_examples=150)
settings.load_profile("frames")

DTYPES = (torch.bool, torch.uint8, torch.int16, torch.int64, torch.float16, torch.bfloat16, torch.float32)
DTYPES += (torch.float64, torch.complex64)
tensors = st.builds(
    lambda dtype, shape: torch.arange(math.prod(shape)).reshape(shape).to(dtype),
    st.sampled_from(DTYPES),
    st.lists(st.integers(0, 3), max_size=3),
)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
leaves = st.none() | st.booleans() | st.integers(-(10**300) + 1, 10**300 - 1) | st.floats() | text | tensors
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=3).map(tuple) | st.dictionaries(text, inner, max_size=3)
    ),
    max_leaves=12,
)


def same(left, right) -> bool:
    """Equal, with types, and nan equal to nan."""
    if type(left) is not type(right):
        return False
    if isinstance(left, torch.Tensor):
        return left.dtype == right.dtype and left.shape == right.shape and torch.equal(left, right)
    if isinstance(left, float):
        return repr(left) == repr(right)
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return left == right


@given(values)
def test_plain_data_survives_the_journey(value):
    """What is packed comes back equal, tuples as tuples, nan as nan, dtypes and shapes kept."""
    assert same(unpack(pack(value)), value)


def test_tensors_travel_as_safetensors():
    """The payload is a safetensors file that the library itself reads."""
    data = pack([torch.ones(2, 3), torch.tensor([True]), torch.zeros(5, dtype=torch.complex64)])
    (size,) = struct.unpack_from(">I", data)
    found = safetensors.torch.load(data[4 + size :])
    assert {name: tuple(tensor.shape) for name, tensor in found.items()} == {"0": (2, 3), "1": (1,), "2": (5,)}


def test_the_deepest_plain_value_can_be_sent():
    """Whatever probing lets through is not too deep for the envelope."""
    value = 1.0
    for _ in range(MAX_DEPTH):
        value = (value,)
    reply = Reply(plain(value))
    assert frames.unpack_reply(frames.pack_reply(reply)) == reply


@pytest.mark.parametrize(
    "value",
    [{1, 2}, {1: 2}, object(), 10**400, torch.eye(3).to_sparse(), torch.ones(2, dtype=torch.complex128), b"x"],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_refused_where_it_arises(value):
    """Packing says Unsendable, and a reply of such a value becomes a failure that can be sent."""
    with pytest.raises(Unsendable):
        pack(value)
    assert frames.unpack_reply(frames.pack_reply(Reply(value))).failure.kind == "unsendable"


@given(st.binary(max_size=200))
def test_garbage_is_a_frame_error(data):
    """Bytes that nobody packed raise FrameError and nothing else."""
    try:
        unpack(data)
    except FrameError:
        pass


@given(values, st.data())
def test_a_damaged_message_is_data_or_a_frame_error(value, draw):
    """Cut, changed or lengthened: it is read as some plain data, or refused."""
    data = bytearray(pack(value))
    cut = draw.draw(st.integers(0, len(data)))
    for _ in range(draw.draw(st.integers(0, 3))):
        place = draw.draw(st.integers(0, len(data) - 1))
        data[place] = draw.draw(st.integers(0, 255))
    try:
        unpack(bytes(data[:cut] if draw.draw(st.booleans()) else data))
        frames.unpack_reply(bytes(data))
    except FrameError:
        pass


def message(tree: str, table: str = "{}", body: bytes = b"") -> bytes:
    """Write a message by hand."""
    head, names = tree.encode(), table.encode()
    return struct.pack(">I", len(head)) + head + struct.pack("<Q", len(names)) + names + body


def one(dtype="F32", shape="[1]", offsets="[0,4]") -> str:
    """Write the table of one tensor by hand."""
    return f'{{"0":{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}}}'


LIES = {
    "not a number": message("NaN"),
    "too large a number": message("1e999"),
    "minus infinity": message("-Infinity"),
    "too many digits": message("1" * 400),
    "key that stands twice in the text": message('{"tuple":[],"tuple":[]}'),
    "key that stands twice in a dict": message('{"dict":[["a",1],["a",2]]}'),
    "key that is a number": message('{"dict":[[1,2]]}'),
    "two tags": message('{"tuple":[],"dict":[]}'),
    "no tag": message("{}"),
    "unknown tag": message('{"pickle":"gASVAA=="}'),
    "deep lists": message("[" * 30 + "]" * 30),
    "very deep lists": message("[" * 200_000 + "]" * 200_000),
    "very deep objects": message('{"tuple":[' * 50_000),
    "too many items": message("[" + "0," * 250_000 + "0]"),
    "text longer than said": struct.pack(">I", 1 << 30) + b"{}",
    "tensor that is not there": message('{"tensor":0}'),
    "tensor number minus one": message('{"tensor":-1}', one(), bytes(4)),
    "tensor number true": message('{"tensor":true}', one(), bytes(4)),
    "tensor in two places": message('[{"tensor":0},{"tensor":0}]', one(), bytes(4)),
    "tensor shorter than said": message('{"tensor":0}', one(shape="[2]"), bytes(4)),
    "offsets past the end": message('{"tensor":0}', one(offsets="[0,400]", shape="[100]"), bytes(4)),
    "offsets that are true": message('{"tensor":0}', one("U8", "[1]", "[false,true]"), bytes(1)),
    "bytes nobody owns": message("null", "{}", bytes(9)),
    "negative axis": message('{"tensor":0}', one(shape="[-1]"), bytes(4)),
    "axis that overflows": message('{"tensor":0}', one(shape=f"[{2**64},{2**64}]"), bytes(4)),
    "empty with a huge axis": message('{"tensor":0}', one(shape=f"[0,{2**62},{2**62}]", offsets="[0,0]")),
    "very many axes": message('{"tensor":0}', one(shape=json.dumps([1] * 100)), bytes(4)),
    "axis that is a float": message('{"tensor":0}', one(shape="[1.0]"), bytes(4)),
    "unknown dtype": message('{"tensor":0}', one("F8_E4M3", offsets="[0,1]"), bytes(1)),
    "dtype that is a list": message('{"tensor":0}', one().replace('"F32"', "[]"), bytes(4)),
    "truth value of seven": message('{"tensor":0}', one("BOOL", offsets="[0,1]"), b"\7"),
    "table that is a list": message("null", "[]"),
    "huge table": struct.pack(">I", 4) + b"null" + struct.pack("<Q", 1 << 62),
}


@pytest.mark.parametrize("data", LIES.values(), ids=LIES.keys())
def test_a_lie_is_refused(data):
    """Each thing that no honest side sends is a FrameError, quickly."""
    started = time.monotonic()
    with pytest.raises(FrameError):
        unpack(data)
    assert time.monotonic() - started < 2


def test_half_a_character_becomes_a_question_mark():
    """Text that no file could hold is mended, so that it can't break a record later."""
    assert unpack(pack("a\ud800b")) == "a?b"


REPLIES = [None, [], {"value": 1}, {"value": 1, "failure": "x"}, {"value": 1, "failure": {"kind": "missing"}}]
FAILURE = {"kind": "pass", "text": "", "error": "", "line": ""}
REPLIES += [{"value": 1, "failure": FAILURE}, {"value": 1, "failure": FAILURE | {"kind": "died"}}]
REPLIES += [{"value": 1, "failure": FAILURE | {"kind": "error", "text": "x" * 5000}}]
REPLIES += [{"value": 1, "failure": FAILURE | {"kind": "error", "line": 7}}]


@pytest.mark.parametrize("found", REPLIES, ids=str)
def test_a_reply_has_its_one_form(found):
    """Anything else, and failures that only the trusted side may name, are refused."""
    with pytest.raises(FrameError):
        frames.unpack_reply(pack(found))


def test_failures_travel():
    """A failure keeps its kind, text, type and line."""
    reply = Reply(failure=Failure("error", "no", "ValueError", "x = 1"))
    assert frames.unpack_reply(frames.pack_reply(reply)) == reply


@pytest.fixture
def pair():
    """Two ends of a socket, closed afterwards."""
    left, right = socket.socketpair()
    with left, right:
        yield left, right


def test_a_message_arrives_under_its_number(pair):
    """What is sent is received, in pieces too."""
    left, right = pair
    body = bytes(range(256)) * 20_000
    sender = threading.Thread(target=frames.send, args=(left, 7, body))
    sender.start()
    assert frames.receive(right, 7, frames.deadline(10)) == (7, body)
    sender.join()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"attn",
        b"HTTP/1.1 200 OK\r\n\r\n" + bytes(100),
        struct.pack(">4sQQ", b"attn", 8, 0),
        struct.pack(">4sQQ", b"attn", 7, 1 << 60),
        struct.pack(">4sQQ", b"attn", 7, 100) + bytes(99),
    ],
    ids=["nothing", "cut prefix", "other protocol", "wrong number", "too long", "cut body"],
)
@pytest.mark.parametrize("closes", [True, False])
def test_a_broken_stream_is_a_frame_error_in_time(pair, sent, closes):
    """Closed or left hanging, the wait ends."""
    left, right = pair
    left.sendall(sent)
    if closes:
        left.close()
    started = time.monotonic()
    with pytest.raises(FrameError):
        frames.receive(right, 7, frames.deadline(0.2))
    assert time.monotonic() - started < 1


@given(st.binary(max_size=60))
@settings(max_examples=60)
def test_garbage_on_the_socket_is_a_frame_error(data):
    """A stream of anything, then its end."""
    left, right = socket.socketpair()
    with left, right:
        left.sendall(data)
        left.close()
        with pytest.raises(FrameError):
            frames.unpack(frames.receive(right, 7, frames.deadline(1))[1])


def test_one_byte_at_a_time_does_not_outlast_the_deadline(pair):
    """A sender that trickles keeps nobody waiting."""
    left, right = pair
    left.sendall(struct.pack(">4sQQ", b"attn", 7, 1000))
    stop = threading.Event()
    trickle = threading.Thread(target=lambda: [left.send(b"x") for _ in iter(lambda: stop.wait(0.01), True)])
    trickle.start()
    started = time.monotonic()
    with pytest.raises(FrameError):
        frames.receive(right, 7, frames.deadline(0.3))
    stop.set()
    trickle.join()
    assert time.monotonic() - started < 1


def test_a_receiver_that_does_not_read_keeps_nobody_waiting(pair):
    """Sending ends at the deadline too."""
    left, _ = pair
    with pytest.raises(FrameError):
        frames.send(left, 1, bytes(10 << 20), frames.deadline(0.2))


def test_what_was_announced_is_not_reserved(pair):
    """A promise of many bytes costs no memory until they come."""
    left, right = pair
    left.sendall(struct.pack(">4sQQ", b"attn", 7, tensorfile.MAX_TENSOR_BYTES))
    left.close()
    with pytest.raises(FrameError):
        frames.receive(right, 7, frames.deadline(1))

"""Tensors as safetensors, written plainly and read strictly: no size is believed before it is checked.

The format is eight bytes of length, a JSON table of names, dtypes, shapes and offsets, then the data.
Leaves out: sparse and quantised tensors, complex128, other devices.
"""

import json
import math
import struct
from typing import Any

import torch

from autograder.probing import Unsendable

MAX_TEXT_BYTES = 4 << 20
MAX_TENSOR_BYTES = 64 << 20
MAX_ITEMS = 200_000
MAX_DIGITS = 300
_MAX_AXES, _MAX_SPAN = 16, 1 << 48  # the span counts an empty axis as one, as strides do

_DTYPES = {
    "BOOL": torch.bool, "U8": torch.uint8, "I8": torch.int8, "I16": torch.int16, "I32": torch.int32,
    "I64": torch.int64, "U16": torch.uint16, "U32": torch.uint32, "U64": torch.uint64, "F16": torch.float16,
    "BF16": torch.bfloat16, "F32": torch.float32, "F64": torch.float64, "C64": torch.complex64,
}  # fmt: skip
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


class FrameError(Exception):
    """What came over the socket is not a message: garbage, too much, too late or not asked for."""


def parse(text: bytes) -> Any:
    """Read JSON, with each key once and every number finite and of bounded length."""
    return json.loads(
        text.decode(),
        object_pairs_hook=once,
        parse_int=_bounded_int,
        parse_float=_finite,
        parse_constant=_no_constant,
    )


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a dict; a key that stands twice could be read in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise FrameError("a key that stands twice")
    return found


def _bounded_int(text: str) -> int:
    if len(text) > MAX_DIGITS + 1:
        raise FrameError("a number with too many digits")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise FrameError("a number too large")
    return number


def _no_constant(text: str) -> float:
    raise FrameError(f"{text} is not JSON")


def write_tensors(tensors: list[torch.Tensor]) -> bytes:
    """Lay tensors out as a safetensors file; wide dtypes first, so that all are aligned."""
    table: dict[str, Any] = {}
    blocks: list[bytes] = []
    offset = 0
    for index in sorted(range(len(tensors)), key=lambda each: -tensors[each].element_size()):
        tensor = tensors[index]
        if tensor.layout != torch.strided or tensor.device.type != "cpu" or tensor.dtype not in _NAMES:
            raise Unsendable(f"a tensor of {tensor.dtype}, {tensor.layout}, on {tensor.device}")
        if offset + tensor.numel() * tensor.element_size() > MAX_TENSOR_BYTES:
            raise Unsendable("more tensor data than may be sent")
        blocks.append(tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
        end = offset + len(blocks[-1])
        table[str(index)] = {"dtype": _NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(table, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(blocks)


def read_tensors(data: bytes) -> list[torch.Tensor]:
    """Read a safetensors file whose tensors are named 0, 1, 2, ... and fill it without gap or overlap."""
    (size,) = struct.unpack_from("<Q", data)
    if size > MAX_TEXT_BYTES or 8 + size > len(data) or len(data) > MAX_TENSOR_BYTES + MAX_TEXT_BYTES + 8:
        raise FrameError("the tensors are longer than the message")
    table, body = parse(data[8 : 8 + size]), memoryview(data)[8 + size :]
    if not isinstance(table, dict) or len(table) > MAX_ITEMS:
        raise FrameError("no table of tensors")
    found: dict[int, torch.Tensor] = {}
    expected = 0
    for name, entry in sorted(table.items(), key=lambda each: each[1]["data_offsets"]):
        start, end = entry["data_offsets"]
        if type(start) is not int or type(end) is not int or start != expected or not start <= end <= len(body):
            raise FrameError("tensors that overlap, or lie about their size")
        found[int(name)] = _tensor(entry["dtype"], entry["shape"], body[start:end])
        expected = end
    if expected != len(body):
        raise FrameError("bytes that belong to no tensor")
    return [found[index] for index in range(len(table))]


def _tensor(dtype_name: Any, shape: Any, raw: memoryview) -> torch.Tensor:
    dtype = _DTYPES[dtype_name]
    if not isinstance(shape, list) or len(shape) > _MAX_AXES:
        raise FrameError("a tensor of absurd shape")
    if (
        any(type(axis) is not int or axis < 0 for axis in shape)
        or math.prod(max(axis, 1) for axis in shape) > _MAX_SPAN
    ):
        raise FrameError("a tensor of absurd shape")
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise FrameError("a tensor that lies about its size")
    if not len(raw):
        return torch.empty(shape, dtype=dtype)
    block = torch.frombuffer(bytearray(raw), dtype=torch.uint8)
    if dtype == torch.bool and bool((block > 1).any()):  # torch would believe such a byte in some operations only
        raise FrameError("a truth value that is neither true nor false")
    return block.view(dtype).reshape(shape)

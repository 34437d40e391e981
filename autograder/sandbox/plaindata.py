"""Plain data as bytes: a bounded JSON text for the structure, safetensors for the tensors (its format, read strictly).

What is read may come from a hostile process: every size is checked before it is believed, nothing is
unpickled or evaluated, and whatever is wrong becomes a FrameError. Leaves out: sparse and quantised tensors.
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
MAX_DEPTH = 24  # two more than probing.plain sends, and the envelope around it
MAX_DIGITS = 300
MAX_AXES, MAX_SPAN = 16, 1 << 48  # the span counts an empty axis as one, as strides do

_DTYPES = {
    "BOOL": torch.bool, "U8": torch.uint8, "I8": torch.int8, "I16": torch.int16, "I32": torch.int32,
    "I64": torch.int64, "U16": torch.uint16, "U32": torch.uint32, "U64": torch.uint64, "F16": torch.float16,
    "BF16": torch.bfloat16, "F32": torch.float32, "F64": torch.float64, "C64": torch.complex64,
}  # fmt: skip
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}
_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class FrameError(Exception):
    """What came over the socket is not a message: garbage, too much, too late or not asked for."""


def pack(value: Any) -> bytes:
    """Write plain data as bytes; raise Unsendable for anything else."""
    tensors: list[torch.Tensor] = []
    text = json.dumps(_tree(value, tensors, 0), separators=(",", ":")).encode()
    if len(text) > MAX_TEXT_BYTES:
        raise Unsendable("more text and numbers than may be sent")
    return struct.pack(">I", len(text)) + text + _write_tensors(tensors)


def _tree(value: Any, tensors: list[torch.Tensor], depth: int) -> Any:
    """Turn a value into JSON: lists stay lists, everything JSON lacks becomes an object with one key."""
    kind = type(value)  # exact types only: a subclass may lie about itself
    if depth > MAX_DEPTH:
        raise Unsendable("containers nested too deep")
    if value is None or kind in (bool, str):
        return value
    if kind is int:
        if abs(value) >= 10**MAX_DIGITS:
            raise Unsendable(f"an integer of more than {MAX_DIGITS} digits")
        return value
    if kind is float:
        return value if math.isfinite(value) else {"float": str(value)}
    if kind is list or kind is tuple:
        items = [_tree(item, tensors, depth + 1) for item in value]
        return items if kind is list else {"tuple": items}
    if kind is dict and all(type(key) is str for key in value):
        return {"dict": [[key, _tree(item, tensors, depth + 1)] for key, item in value.items()]}
    if kind is torch.Tensor:
        tensors.append(value)
        return {"tensor": len(tensors) - 1}
    raise Unsendable(kind.__name__)


def _write_tensors(tensors: list[torch.Tensor]) -> bytes:
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


def unpack(data: bytes) -> Any:
    """Read what `pack` wrote; raise FrameError, and nothing else, for all other bytes."""
    try:
        (size,) = struct.unpack_from(">I", data)
        if size > MAX_TEXT_BYTES or 4 + size > len(data):
            raise FrameError("the text is longer than the message")
        tree = _parse(data[4 : 4 + size])
        return _Reader(_read_tensors(data[4 + size :])).value(tree, 0)
    except FrameError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, struct.error, RecursionError, RuntimeError) as error:
        raise FrameError(f"not a message: {type(error).__name__}") from error


def _parse(text: bytes) -> Any:
    return json.loads(
        text.decode(),
        object_pairs_hook=_once,
        parse_int=_bounded_int,
        parse_float=_finite,
        parse_constant=_no_constant,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
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


class _Reader:
    """Builds the value again, counting what it builds."""

    def __init__(self, tensors: list[torch.Tensor]) -> None:
        self._tensors = tensors
        self._items = 0
        self._used: set[int] = set()

    def value(self, tree: Any, depth: int) -> Any:
        self._items += 1
        if depth > MAX_DEPTH or self._items > MAX_ITEMS:
            raise FrameError("nested too deep or too many items")
        if isinstance(tree, str):  # a lone surrogate could not be written to any file of ours
            return tree.encode("utf-8", "replace").decode()
        if isinstance(tree, list):
            return [self.value(item, depth + 1) for item in tree]
        if not isinstance(tree, dict):
            return tree
        ((kind, inner),) = tree.items()
        return self._tagged(kind, inner, depth)

    def _tagged(self, kind: str, inner: Any, depth: int) -> Any:
        if kind == "float":
            return _SPECIAL[inner]
        if kind == "tensor":
            if type(inner) is not int or inner < 0 or inner in self._used:  # one place for each tensor
                raise FrameError("a tensor that is not there")
            self._used.add(inner)
            return self._tensors[inner]
        if kind not in ("tuple", "dict") or not isinstance(inner, list):
            raise FrameError("an unknown kind of value")
        if kind == "tuple":
            return tuple(self.value(item, depth + 1) for item in inner)
        return _once([(self._key(key), self.value(item, depth + 1)) for key, item in inner])

    def _key(self, key: Any) -> str:
        if not isinstance(key, str):
            raise FrameError("a key that is not text")
        return key.encode("utf-8", "replace").decode()


def _read_tensors(data: bytes) -> list[torch.Tensor]:
    """Read a safetensors file whose tensors are named 0, 1, 2, ... and fill it without gap or overlap."""
    (size,) = struct.unpack_from("<Q", data)
    if size > MAX_TEXT_BYTES or 8 + size > len(data) or len(data) > MAX_TENSOR_BYTES + MAX_TEXT_BYTES + 8:
        raise FrameError("the tensors are longer than the message")
    table, body = _parse(data[8 : 8 + size]), memoryview(data)[8 + size :]
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
    if not isinstance(shape, list) or len(shape) > MAX_AXES:
        raise FrameError("a tensor of absurd shape")
    if any(type(axis) is not int or axis < 0 for axis in shape) or math.prod(max(axis, 1) for axis in shape) > MAX_SPAN:
        raise FrameError("a tensor of absurd shape")
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise FrameError("a tensor that lies about its size")
    if not len(raw):
        return torch.empty(shape, dtype=dtype)
    block = torch.frombuffer(bytearray(raw), dtype=torch.uint8)
    if dtype == torch.bool and bool((block > 1).any()):  # torch would believe such a byte in some operations only
        raise FrameError("a truth value that is neither true nor false")
    return block.view(dtype).reshape(shape)

"""Plain data as bytes: a bounded JSON text for structure, safetensors for tensors.

What is read may come from a hostile process: sizes are checked before they are believed, nothing is unpickled
or evaluated, and whatever is wrong becomes a FrameError. Leaves out: how tensors are laid out (tensorfile.py).
"""

import json
import math
import struct
from typing import Any

import torch

from autograder.probing import Unsendable
from autograder.sandbox.tensorfile import (
    MAX_DIGITS,
    MAX_ITEMS,
    MAX_TEXT_BYTES,
    FrameError,
    once,
    parse,
    read_tensors,
    write_tensors,
)

MAX_DEPTH = 24  # two more than probing.plain sends, and the envelope around it
_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def pack(value: Any) -> bytes:
    """Write plain data as bytes; raise Unsendable for anything else."""
    tensors: list[torch.Tensor] = []
    text = json.dumps(_tree(value, tensors, 0), separators=(",", ":")).encode()
    if len(text) > MAX_TEXT_BYTES:
        raise Unsendable("more text and numbers than may be sent")
    return struct.pack(">I", len(text)) + text + write_tensors(tensors)


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


def unpack(data: bytes) -> Any:
    """Read what `pack` wrote; raise FrameError, and nothing else, for all other bytes."""
    try:
        (size,) = struct.unpack_from(">I", data)
        if size > MAX_TEXT_BYTES or 4 + size > len(data):
            raise FrameError("the text is longer than the message")
        tree = parse(data[4 : 4 + size])
        return _Reader(read_tensors(data[4 + size :])).value(tree, 0)
    except FrameError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, struct.error, RecursionError, RuntimeError) as error:
        raise FrameError(f"not a message: {type(error).__name__}") from error


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
        return once([(self._key(key), self.value(item, depth + 1)) for key, item in inner])

    def _key(self, key: Any) -> str:
        if not isinstance(key, str):
            raise FrameError("a key that is not text")
        return key.encode("utf-8", "replace").decode()

"""What happens where the student's code runs: a probe is called with the student's names.

The same few lines serve the notebook kernel, a recorded answer, the reference and the sandbox.
They compute and report; they never judge. In the sandbox whatever they report is only data.
"""

import builtins
import random
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy
import torch

# A probe takes the student's names and gives back tensors, numbers, text and containers of them.
Probe = Callable[["Names"], Any]
MAX_DEPTH = 20
MAX_TEXT = 2000


@dataclass(frozen=True)
class Failure:
    """Why a probe brought back no value. `kind` picks the sentence that a student reads.

    kind: missing, unfinished, error, unsendable (these arise here);
          time, memory, died, protocol (the sandbox adds these)
    """

    kind: str
    text: str = ""  # the exception's own words, or the missing name
    error: str = ""  # the exception's type
    line: str = ""  # the student's own line, if one was on the way


@dataclass(frozen=True)
class Reply:
    """What came back from one probe: a plain value or the reason why there is none."""

    value: Any = None
    failure: Failure | None = None


class MissingName(Exception):
    """The student's namespace does not have the name a probe asks for."""


class Unsendable(Exception):
    """A probe brought back something that is not plain data."""


class Names:
    """The student's names as attributes: `my.masked_softmax`."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        """Keep the namespace; look names up when they are asked for."""
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        """Give the student's definition of `name`."""
        try:
            return self._namespace[name]
        except KeyError:
            raise MissingName(name) from None


def answer(probe: Probe, namespace: Mapping[str, Any], seed: int) -> Reply:
    """Call a probe with a student's names under a fixed seed and bring back plain data."""
    torch.default_generator.manual_seed(seed)
    random.seed(seed)
    numpy.random.seed(seed % 2**32)
    try:
        with torch.enable_grad():
            return Reply(plain(probe(Names(namespace))))
    except MissingName as missing:
        return Reply(failure=Failure("missing", str(missing)))
    except NotImplementedError as error:
        return Reply(failure=failure_of("unfinished", error))
    except Unsendable as error:
        return Reply(failure=Failure("unsendable", str(error)))
    except MemoryError as error:
        return Reply(failure=failure_of("memory", error))
    except Exception as error:  # everything the student's code can raise is the student's
        return Reply(failure=failure_of("error", error))


def tensor_of(data: bytes, dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
    """Make a tensor of its bytes, in memory of its own."""
    return torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape) if data else torch.empty(shape, dtype=dtype)


def plain(value: Any, depth: int = 0) -> Any:
    """Reduce a value to plain data: tensors cut from the graph, numbers, text, containers of these."""
    if depth > MAX_DEPTH:
        raise Unsendable("containers nested too deep")
    if isinstance(value, torch.Tensor):
        return value.detach().as_subclass(torch.Tensor).cpu().resolve_conj().clone().contiguous()
    if isinstance(value, numpy.ndarray) and value.dtype.kind in "biuf":
        return torch.from_numpy(numpy.ascontiguousarray(value)).clone()
    if isinstance(value, numpy.generic):
        value = value.item()
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        items = [plain(item, depth + 1) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, Mapping):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    raise Unsendable(type(value).__name__)


def words_of(error: BaseException) -> str:
    """What an exception says; nothing if it can't even say that."""
    try:
        return str(error)
    except Exception:
        return ""


def failure_of(kind: str, error: BaseException) -> Failure:
    """An exception as a failure: its words, its type, and the student's own line on the way to it."""
    line = ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "<ipython-input" in frame.filename or "ipykernel_" in frame.filename or "/answers/" in frame.filename:
            line = (frame.line or "").strip()
            break
    name = type(error).__name__
    return Failure(
        kind, words_of(error)[:MAX_TEXT], name if hasattr(builtins, name) else type(error).__qualname__, line[:200]
    )

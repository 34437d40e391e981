"""What the trusted side says about a run, built from what came out after a look at every part of it."""

import re
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.tensorfile import FrameError

_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_KINDS = {"stream", "display_data", "execute_result", "error"}


class IsolationUnavailable(Exception):
    """This machine can't give the wanted level; says what is missing and how to get it."""


class SandboxBroken(Exception):
    """Our own side failed (the warm process died, say): the submission is not to blame and can be tried again."""


class Ended(Exception):
    """A fork had to be ended, or ended itself. kind: time, memory, died, protocol."""

    def __init__(self, kind: str, text: str) -> None:
        """Keep why."""
        super().__init__(text)
        self.kind, self.text = kind, text


@dataclass
class CellReport:
    """How one cell ended: ok, error, time (interrupted), or what ended the process there; or skipped."""

    index: int
    status: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None


@dataclass
class RunReport:
    """How the cells ended; `fatal` is the first cell that ended the process, if one did."""

    cells: list[CellReport]
    fatal: int | None = None


@dataclass
class Usage:
    """What a submission used, all its forks together. Memory is what came on top of the warm process."""

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    peak_memory_mb: float = 0.0
    incidents: list[dict[str, Any]] = field(default_factory=list)


def read_cell(index: int, found: Any, limit: int) -> CellReport:
    """Make a report of what the sandbox said about a cell; refuse what no honest sandbox says."""
    if not isinstance(found, dict) or found.keys() != {"outputs", "status", "execution_count"}:
        raise FrameError("not a report of a cell")
    outputs, status, count = found["outputs"], found["status"], found["execution_count"]
    if status not in ("ok", "error", "time") or type(count) is not int or not isinstance(outputs, list):
        raise FrameError("not a report of a cell")
    return CellReport(index, status, [_output(each, limit) for each in outputs[:1000]], max(0, min(count, 9999)))


def _output(found: Any, limit: int) -> dict[str, Any]:
    """Build one nbformat output from checked parts."""
    if not isinstance(found, dict) or found.get("output_type") not in _KINDS:
        raise FrameError("not an output")
    kind = found["output_type"]
    if kind == "stream":
        name = "stderr" if found.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": _text(found.get("text"), limit)}
    if kind == "error":
        lines = found.get("traceback")
        lines = [_text(line, limit) for line in lines[:100]] if isinstance(lines, list) else []
        words = {name: _text(found.get(name), 4000) for name in ("ename", "evalue")}
        return {"output_type": kind, **words, "traceback": lines}
    result = {"output_type": kind, "data": _data(found.get("data"), limit), "metadata": {}}
    if kind == "execute_result":
        count = found.get("execution_count")
        result["execution_count"] = count if type(count) is int and 0 <= count <= 9999 else None
    return result


def _data(found: Any, limit: int) -> dict[str, str]:
    """Keep text and pictures. No HTML, SVG or scripts: an instructor's browser opens this."""
    if not isinstance(found, dict):
        raise FrameError("not a display")
    kept = {name: _text(found[name], limit) for name in ("text/plain", "image/png", "image/jpeg") if name in found}
    if any(not _BASE64.fullmatch(text) for name, text in kept.items() if name.startswith("image/")):
        raise FrameError("a picture that is not base64")  # it would stand inside an attribute of a page
    return kept


def _text(found: Any, limit: int) -> str:
    if not isinstance(found, str):
        raise FrameError("text that is not text")
    return found[:limit]

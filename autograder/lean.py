"""Leaves out two things that libraries load slowly on the way, and that nothing here uses.

Each costs more than a second of processor time in every process that loads it.
"""

import importlib
import sys
from types import ModuleType
from typing import Any


def without_grammars() -> None:
    """Let jsonschema (nbformat imports it) do without its grammar of IRIs, which notebooks do not have."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def without_compiler() -> None:
    """Let optimizers do without torch._dynamo, until somebody really asks for it (torch.compile, say)."""
    import torch

    if "torch._dynamo" not in sys.modules:
        sys.modules["torch._dynamo"] = torch._dynamo = _LaterDynamo("torch._dynamo")


class _LaterDynamo(ModuleType):
    """The two functions that every optimizer calls, as they are where nothing is compiled."""

    @staticmethod
    def graph_break(*_: Any, **__: Any) -> None:
        """Nothing is compiled, so there is no graph to break."""

    @staticmethod
    def disable(fn: Any = None, *_: Any, **__: Any) -> Any:
        """Nothing is compiled, so a function is not compiled as it is."""
        return fn if fn is not None else lambda later: later

    def __getattr__(self, name: str) -> Any:
        """Load the real one."""
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        if sys.modules.get("torch._dynamo") is self:
            del sys.modules["torch._dynamo"]
        return getattr(importlib.import_module("torch._dynamo"), name)

"""What a check is: a test function with a claim, points, and three things it may ask for.

student   call it with a probe; the probe runs with the student's names and brings back plain data
expected  call it with a probe; the same for the reference (recorded, where there is no reference). Values are known
          by their turn in the check, so whether it is asked must not depend on what the student's code did
draw      seeded data
"""

import ast
import importlib.util
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import cloudpickle

ARGUMENTS = {"student", "expected", "draw"}
ONLY_HERE = {"expected", "draw", "student", "attn_solutions"}  # names a probe must not reach for


class CheckError(Exception):
    """A check is not written as a check must be; says where and what to do."""


@dataclass(frozen=True)
class Check:
    """One check as the runner sees it."""

    name: str
    exercise: str
    claim: str
    points: int
    needs: tuple[str, ...]
    read: str
    visible: bool
    function: Callable[..., None]

    @property
    def arguments(self) -> list[str]:
        """Which of student, expected and draw the check asks for."""
        return list(inspect.signature(self.function).parameters)


def exercise(name: str, points: int = 0, needs: tuple[str, ...] | str = (), read: str = "") -> Callable[[Any], Any]:
    """Mark a test as a check of an exercise.

    points: what it is worth; needs: checks that must pass before this one says anything;
    read: the heading of the lesson where the matter is explained.
    """

    def mark(function: Callable[..., None]) -> Callable[..., None]:
        function.check_mark = {  # type: ignore[attr-defined]
            "exercise": name,
            "points": points,
            "needs": (needs,) if isinstance(needs, str) else tuple(needs),
            "read": read,
        }
        return function

    return mark


def load_checks(path: Path, visible: bool) -> list[Check]:
    """Read the checks of one file, in their order, and refuse a file that breaks the rules."""
    source = path.read_text(encoding="utf-8")
    _look_at_source(ast.parse(source, str(path)), path)
    module = _import(path, visible)
    found = [value for name, value in vars(module).items() if name.startswith("test_") and callable(value)]
    return [_check(function, visible, path) for function in found]


def _import(path: Path, visible: bool) -> ModuleType:
    name = f"{'public' if visible else 'hidden'}_checks_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    cloudpickle.register_pickle_by_value(module)  # probes travel whole, since the other side has no checks
    return module


def _check(function: Callable[..., None], visible: bool, path: Path) -> Check:
    where = f"{path.name}: {function.__name__}"
    mark = getattr(function, "check_mark", None)
    if mark is None:
        raise CheckError(f"{where}: expected @exercise(...) above it, found none. Helpers must not start with test_")
    if not function.__doc__:
        raise CheckError(f"{where}: expected a docstring, the line a student reads, found none")
    unknown = set(inspect.signature(function).parameters) - ARGUMENTS
    if unknown:
        raise CheckError(f"{where}: a check may ask for {sorted(ARGUMENTS)}, this one asks for {sorted(unknown)}")
    claim = function.__doc__.strip().split("\n")[0].rstrip(".")
    return Check(name=function.__name__, claim=claim, visible=visible, function=function, **mark)


def _look_at_source(tree: ast.Module, path: Path) -> None:
    """A check file imports no reference, and no probe reaches for what must stay on this side."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            if any(name.split(".")[0] == "attn_solutions" for name in names):
                raise CheckError(
                    f"{path.name}:{node.lineno}: a check asks `expected(probe)`; it imports no attn_solutions"
                )
        if isinstance(node, ast.Lambda) or (isinstance(node, ast.FunctionDef) and _is_probe(node)):
            _look_at_probe(node, path)


def _is_probe(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "my"


def _look_at_probe(node: ast.Lambda | ast.FunctionDef, path: Path) -> None:
    own = {argument.arg for argument in node.args.args}
    if "my" not in own:
        return
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in ONLY_HERE - own:
            raise CheckError(
                f"{path.name}:{inner.lineno}: the probe reaches for `{inner.id}`, which stays on this side. "
                "Make the data before the probe"
            )

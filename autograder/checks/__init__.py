"""The language of checks: `from autograder.checks import exercise, assert_close, ...`.

The names are looked up when they are asked for: the verdicts need torch, and a command that only reads the
course's table should not wait two seconds for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.checks.language import exercise
    from autograder.checks.modules import assert_same_module
    from autograder.checks.verdicts import (
        Gap,
        assert_close,
        assert_differs,
        assert_equal,
        assert_rows_sum_to_one,
        assert_shape,
        assert_unchanged,
        assert_zero,
        number,
        require,
        tensor,
    )

__all__ = [
    "Gap",
    "assert_close",
    "assert_differs",
    "assert_equal",
    "assert_rows_sum_to_one",
    "assert_same_module",
    "assert_shape",
    "assert_unchanged",
    "assert_zero",
    "exercise",
    "number",
    "require",
    "tensor",
]
_ELSEWHERE = {"exercise": "language", "assert_same_module": "modules"}


def __getattr__(name: str) -> Any:
    """Find a word of the language in the module that defines it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'verdicts')}"), name)

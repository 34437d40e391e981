"""The language of checks: `from autograder.checks import exercise, assert_close, ...`."""

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

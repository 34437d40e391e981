"""Verdicts: compare what came back with what must hold, and say the first gap in words.

They run on the trusted side and see plain data only. Order: kind, shape, dtype, NaN, values.
"""

import math
from typing import Any

import torch

from autograder.checks import tolerance, words


class Gap(AssertionError):
    """What a student reads when a check fails; the two tensors serve the picture."""

    def __init__(self, message: str, theirs: torch.Tensor | None = None, wanted: torch.Tensor | None = None) -> None:
        """Keep the sentence and, where there is one, the pair to be drawn."""
        super().__init__(message)
        self.theirs, self.wanted = theirs, wanted


def require(holds: bool, message: str) -> None:
    """Fail with a sentence of one's own unless something holds."""
    if not holds:
        raise Gap(message)


def tensor(value: Any, want: str = "a tensor") -> torch.Tensor:
    """Read what came back as a tensor: numbers and lists of numbers will do."""
    if isinstance(value, torch.Tensor):
        return value
    if value is None:
        raise Gap(words.FORGOTTEN_RETURN.format(want=want))
    try:
        return torch.as_tensor(value)
    except (TypeError, ValueError, RuntimeError):
        raise Gap(words.KIND.format(want=want, got=_kind(value))) from None


def number(value: Any) -> float:
    """Read what came back as one number: a tensor with one entry will do."""
    read = tensor(value, "a number")
    if read.numel() != 1:
        raise Gap(words.KIND.format(want="one number", got=f"a tensor of shape {list(read.shape)}"))
    return float(read.reshape(()).item())


def assert_shape(got: Any, *shape: int, axes: str = "") -> torch.Tensor:
    """The shape is as wanted; hands the tensor on."""
    read = tensor(got, f"a tensor of shape {list(shape)}")
    if tuple(read.shape) != shape:
        named = f" = [{axes}]" if axes else ""
        hint = ""
        if sorted(read.shape) == sorted(shape):
            hint = ". The sizes are right, their order is not"
        elif [n for n in read.shape if n != 1] == [n for n in shape if n != 1]:
            hint = ". An axis of size one is missing or too many"
        raise Gap(words.SHAPE.format(want=str(list(shape)) + named, got=list(read.shape), hint=hint))
    return read


def assert_close(got: Any, want: Any, axes: str = "", dtype: bool = False, why: str = "", loosen: float = 1.0) -> None:
    """Shape, kind (or dtype) and values are as wanted, up to the course's tolerance times `loosen`."""
    wanted = tensor(want)
    read = assert_shape(got, *wanted.shape, axes=axes)
    if dtype and read.dtype != wanted.dtype:
        raise Gap(words.DTYPE.format(want=_dtype(wanted), got=_dtype(read)))
    if read.dtype.is_complex and not wanted.dtype.is_complex:
        raise Gap(words.DTYPE.format(want=_dtype(wanted), got=_dtype(read)))
    relative, absolute = _tolerance(read, wanted)
    mine, theirs = wanted.double(), read.double()
    _no_new_nan(theirs, mine, axes)
    same = torch.isclose(theirs, mine, rtol=relative * loosen, atol=absolute * loosen, equal_nan=True)
    if not same.all():
        raise _value_gap(theirs, mine, ~same, axes, why)


def assert_equal(got: Any, want: Any, what: str = "") -> None:
    """Plain data is the same: text, whole numbers, lists of these."""
    if isinstance(want, list | tuple) and isinstance(got, list | tuple):
        got, want = list(got), list(want)
    if got is None and want is not None:
        raise Gap(words.FORGOTTEN_RETURN.format(want=repr(want)))
    if (
        type(got) is not type(want)
        and not (isinstance(got, int | float) and isinstance(want, int | float))
        or got != want
    ):
        raise Gap((f"{what}: " if what else "") + words.KIND.format(want=repr(want)[:300], got=repr(got)[:300]))


def assert_zero(got: Any, axes: str = "", why: str = "") -> None:
    """Nothing here is more than the weight that padding may still get."""
    read = tensor(got).double()
    _no_new_nan(read, torch.zeros_like(read), axes)
    wrong = read.abs() > tolerance.weight
    if wrong.any():
        raise _value_gap(read, torch.zeros_like(read), wrong, axes, why)


def assert_rows_sum_to_one(weights: Any, axes: str = "") -> None:
    """Every row along the last axis is a set of weights: none negative, sum one."""
    read = tensor(weights).double()
    _no_new_nan(read, torch.zeros_like(read), axes)
    if (read < 0).any():
        index = _first(read < 0)
        raise Gap(words.NEGATIVE.format(place=words.place(axes, index), got=words.numeral(read[index].item())))
    sums = read.sum(-1)
    off = (sums - 1).abs() > 1e-5
    if off.any():
        index = _first(off)
        where = words.place(" ".join(axes.split()[:-1]), index)
        raise Gap(words.ROW_SUM.format(place=where, got=words.numeral(sums[index].item())), read)


def assert_unchanged(after: Any, before: torch.Tensor, name: str) -> None:
    """The caller's tensor is bit for bit what it was."""
    read = tensor(after)
    if read.shape != before.shape or not torch.equal(read, before):
        index = _first(read != before) if read.shape == before.shape else ()
        want, got = (
            (before[index], read[index]) if read.shape == before.shape else (list(before.shape), list(read.shape))
        )
        raise Gap(words.CHANGED.format(name=name, place=words.place("", index), want=_short(want), got=_short(got)))


def assert_differs(one: Any, other: Any, what: str, by: float = 1e-4) -> None:
    """Two results differ somewhere by more than rounding."""
    first, second = tensor(one).double(), tensor(other).double()
    if first.shape == second.shape and not ((first - second).abs() > by).any():
        raise Gap(words.SAME.format(what=what))


def _tolerance(read: torch.Tensor, wanted: torch.Tensor) -> tuple[float, float]:
    names = [_dtype(t) for t in (read, wanted)]
    known = [tolerance.by_dtype[name] for name in names if name in tolerance.by_dtype]
    return max(known, default=(0.0, 0.0))


def _no_new_nan(theirs: torch.Tensor, mine: torch.Tensor, axes: str) -> None:
    new = theirs.isnan() & ~mine.isnan()
    if new.any():
        where = words.place(axes, _first(new)).removeprefix("at ").rstrip(": ")
        raise Gap(words.NAN.format(place=f" at {where}" if where else ""), theirs, mine)


def _value_gap(theirs: torch.Tensor, mine: torch.Tensor, wrong: torch.Tensor, axes: str, why: str) -> Gap:
    index = _first(wrong)
    message = words.VALUE.format(
        place=words.place(axes, index), want=words.numeral(mine[index].item()), got=words.numeral(theirs[index].item())
    )
    worst = (theirs - mine).abs()[wrong].max().item()
    if wrong.numel() > 1:
        message += words.ELSEWHERE.format(count=int(wrong.sum()), total=wrong.numel(), worst=worst)
    return Gap(message + (f". {why}" if why else ""), theirs, mine)


def _first(wrong: torch.Tensor) -> tuple[int, ...]:
    return tuple(int(i) for i in wrong.nonzero()[0]) if wrong.dim() else ()


def _dtype(value: torch.Tensor) -> str:
    return str(value.dtype).removeprefix("torch.")


def _short(value: Any) -> str:
    return words.numeral(float(value)) if isinstance(value, torch.Tensor) and value.numel() == 1 else str(value)


def _kind(value: Any) -> str:
    if isinstance(value, tuple):
        return f"a tuple of {len(value)} things"
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return f"{type(value).__name__} {value!r}"[:200]

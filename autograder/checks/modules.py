"""The verdict for modules with weights: the student's computes what the reference computes."""

from collections.abc import Callable
from typing import Any

from autograder.checks import words
from autograder.checks.arrangements import Layout, Weights, arrangements
from autograder.checks.verdicts import Gap, assert_close
from autograder.probekit import filled, load, load_and_run, weights_of


def assert_same_module(
    student: Callable[[Any], Any],
    expected: Callable[[Any], Any],
    build: Callable[[Any], Any],
    run: Callable[[Any], Any],
    axes: str = "",
    scale: float = 0.5,
    seed: int = 0,
    judge: Callable[[Any, Any], None] | None = None,
    why: str = "",
) -> None:
    """Build the student's module and ours with the same drawn weights, run both, compare.

    build(my) makes the module, run(module) gives a tensor (or anything `judge(got, want)` understands).
    Weights go over by name; else by every arrangement that uses each of them once; a layout that can't be
    matched is left to the other checks of the exercise, as long as as many numbers are learned.
    """
    compare = judge or (lambda got, want: assert_close(got, want, axes=axes, why=why))
    weights: Weights = expected(lambda my: weights_of(filled(build(my), seed, scale)))
    want = expected(lambda my: run(load(build(my), weights)))
    first = student(lambda my: load_and_run(build(my), weights, run))
    if "value" in first:
        compare(first["value"], want)
        return
    _try_arrangements(student, build, run, compare, [(name, shape) for name, shape in first["layout"]], weights, want)


def _try_arrangements(
    student: Callable[[Any], Any],
    build: Callable[[Any], Any],
    run: Callable[[Any], Any],
    compare: Callable[[Any, Any], None],
    layout: Layout,
    weights: Weights,
    want: Any,
) -> None:
    mine = sum(value.numel() for value in weights.values())
    theirs = sum(_numel(shape) for _, shape in layout)
    if mine != theirs:
        raise Gap(words.PARAMETERS.format(want=mine, got=theirs))
    first_gap: Gap | None = None
    for arranged in arrangements(layout, weights):
        try:
            compare(student(lambda my, arranged=arranged: run(load(build(my), arranged))), want)
            return
        except Gap as gap:
            first_gap = first_gap or gap
    if first_gap:
        raise first_gap


def _numel(shape: list[int]) -> int:
    total = 1
    for n in shape:
        total *= n
    return total

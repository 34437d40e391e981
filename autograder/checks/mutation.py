"""Mechanical mutants of the reference answers: each should fail a check of its own exercise.

Operators work on the part between the markers: change a constant, swap or drop an operand, flip a comparison,
take a call away, swap or drop arguments, drop a statement. (mutmut mutates whole modules and runs a test suite for
each; here one mutant is one exec and a few milliseconds of checks.)
"""

import ast
import copy
import signal
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import torch

from autograder.build.solutions import BEGIN, END, definitions
from autograder.checks.bench import Bench
from autograder.checks.runner import PASS, run_check
from autograder.course import Course, open_course
from autograder.probing import answer as run_probe

SECONDS = 5.0
FLIPPED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
FLIPPED |= {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
OTHER = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
}


@dataclass(frozen=True)
class Mutant:
    """One changed place of one exercise."""

    slug: str
    exercise: str
    line: int  # of the definition
    change: str
    source: str

    @property
    def key(self) -> str:
        """How the list of equivalent mutants names it."""
        return f"{self.exercise}: {self.change}"


@dataclass(frozen=True)
class Verdict:
    """Whether a check noticed a mutant."""

    mutant: Mutant
    killed_by: str


def mutants(course: Course, slug: str, exercise: str) -> Iterator[Mutant]:
    """All mutants of one exercise, in the order of its lines."""
    source = definitions(course.root / "attn_solutions" / f"{course.assignment(slug).module}.py")[exercise]
    answer_lines = _answer_lines(source)
    tree = ast.parse(source)
    places = [node for node in ast.walk(tree) if getattr(node, "lineno", 0) in answer_lines]
    seen: set[str] = set()
    for place in range(len(places)):
        for turn in range(20):
            changed = copy.deepcopy(tree)
            node = [n for n in ast.walk(changed) if getattr(n, "lineno", 0) in answer_lines][place]
            before = ast.unparse(node)
            new = next((new for i, new in enumerate(_changes(node)) if i == turn), None)
            if new is None:
                break
            _replace(changed, node, new)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text not in seen and text != ast.unparse(tree):
                seen.add(text)
                after = ast.unparse(new) if not isinstance(new, ast.Pass) else "(dropped)"
                yield Mutant(slug, exercise, place, f"{_short(before)} -> {_short(after)}", text)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may be changed into."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        for value in (node.value + 1, -node.value if node.value else 2):
            yield ast.copy_location(ast.Constant(value), node)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield ast.copy_location(ast.Constant(not node.value), node)
    elif isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
        if type(node.op) in OTHER:
            yield ast.copy_location(ast.BinOp(node.left, OTHER[type(node.op)](), node.right), node)
        if not isinstance(node.op, ast.Add | ast.Mult):  # swapping these changes nothing
            yield ast.copy_location(ast.BinOp(node.right, node.op, node.left), node)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in FLIPPED:
        yield ast.copy_location(ast.Compare(node.left, [FLIPPED[type(node.ops[0])]()], node.comparators), node)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BoolOp):
        yield from node.values
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Call):
        yield from _changed_calls(node)
    elif isinstance(node, ast.Assign | ast.AugAssign | ast.Expr) and not _is_docstring(node):
        yield ast.copy_location(ast.Pass(), node)
    elif isinstance(node, ast.If | ast.While):
        yield ast.copy_location(type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse), node)


def _changed_calls(node: ast.Call) -> Iterator[ast.AST]:
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    if isinstance(node.func, ast.Attribute):
        yield node.func.value
    if len(node.args) > 1:
        swapped = [node.args[1], node.args[0], *node.args[2:]]
        yield ast.copy_location(ast.Call(node.func, swapped, node.keywords), node)
    for place in range(len(node.keywords)):
        rest = node.keywords[:place] + node.keywords[place + 1 :]
        yield ast.copy_location(ast.Call(node.func, node.args, rest), node)


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                setattr(parent, name, [new if item is old else item for item in value])


def _answer_lines(source: str) -> set[int]:
    inside, found = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        inside = (inside or line.strip() == BEGIN) and line.strip() != END
        if inside:
            found.add(number)
    return found


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _short(text: str) -> str:
    return " ".join(text.split())[:70]


class _Slow(BaseException):
    pass


def judge(course: Course, found: list[Mutant]) -> Iterator[Verdict]:
    """Run mutants of one exercise through its checks, each until the first that notices."""
    first = found[0]
    checks = [check for check in course.checks(first.slug) if check.exercise == first.exercise]
    bench = Bench(course, first.slug, checks)
    signal.signal(signal.SIGALRM, _stop)
    for mutant in found:
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            killer = _killer(bench, mutant)
        except _Slow:
            killer = "ran too long"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        yield Verdict(mutant, killer)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Slow


def _killer(bench: Bench, mutant: Mutant) -> str:
    names: dict[str, Any] = dict(bench.names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(mutant.source, mutant.key, "exec"), names)  # noqa: S102 - our own reference, changed in one place
        for check in bench.checks:
            asked = run_check(
                check, lambda probe, seed: run_probe(probe, names, seed), bench.expected, bench.seed_of(check)
            )
            if asked.outcome != PASS:
                return check.name
    return ""


def _judge_exercise(root: Path, slug: str, exercise: str) -> list[Verdict]:
    torch.set_num_threads(1)
    course = open_course(root)
    found = list(mutants(course, slug, exercise))
    return list(judge(course, found)) if found else []


def judge_all(course: Course, slugs: list[str], workers: int) -> list[Verdict]:
    """All mutants of some assignments, an exercise at a time in each process."""
    with ProcessPoolExecutor(workers) as pool:
        jobs = [
            pool.submit(_judge_exercise, course.root, slug, exercise.name)
            for slug in slugs
            for exercise in course.assignment(slug).exercises
        ]
        return [verdict for job in jobs for verdict in job.result()]

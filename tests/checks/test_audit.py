"""The audit's summary: what others read by name, and what makes it clean or not."""

import gc
import weakref
from pathlib import Path

import pytest

from autograder.checks.answers import find_answers
from autograder.checks.audit import Audit, Row
from autograder.checks.bench import Bench
from autograder.course import open_course

WRONG, RIGHT = "03-x/double/wrong/half", "03-x/double/right/loop"
CHECK = "03-x/double/test_a"


def table(*rows):
    """An audit of these rows, over one hidden check and one more."""
    return Audit(list(rows), {CHECK, "03-x/double/test_b"})


def wrong(a="fail", b="fail", shown="Halved."):
    """A wrong answer and what became of it."""
    return Row(WRONG, "Halved.", {"test_a": a, "test_b": b}, shown=shown)


def right(a="pass", b="pass", error=""):
    """A right answer and what became of it."""
    return Row(RIGHT, "In a loop.", {} if error else {"test_a": a, "test_b": b}, error)


def test_a_clean_audit():
    """Every wrong answer rejected and told, every right one accepted, every check with a catch."""
    found = table(wrong(), right())
    assert found.clean
    assert found.summary() == {
        "wrong": 1, "right": 1, "wrong_passed": [], "right_failed": [], "idle_checks": [], "diagnosed": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "field", "value"),
    [
        ([wrong("pass", "pass"), right()], "wrong_passed", [WRONG]),
        ([wrong(), right(a="fail")], "right_failed", [RIGHT]),
        ([wrong(), right(b="undecided")], "right_failed", [RIGHT]),
        ([wrong(), right(error="SyntaxError")], "right_failed", [RIGHT]),
        ([wrong(b="pass"), right()], "idle_checks", ["03-x/double/test_b"]),
        ([wrong(b="undecided"), right()], "idle_checks", ["03-x/double/test_b"]),
    ],
)
def test_what_makes_an_audit_unclean(rows, field, value):
    """Each fault stands in its own field, by id."""
    found = table(*rows)
    assert found.summary()[field] == value
    assert not found.clean


def test_the_share_of_the_diagnosed():
    """A wrong answer counts as told if its own sentence is shown, not another's."""
    assert table(wrong(), wrong(shown="Doubled."), wrong(shown="")).summary()["diagnosed"] == 0.3333
    assert table(right()).summary()["diagnosed"] == 0.0


def test_a_right_answer_earns_no_check_its_place():
    """A check that fails right answers alone is idle."""
    assert table(wrong("fail", "pass"), right(b="fail")).summary()["idle_checks"] == ["03-x/double/test_b"]


def test_a_bench_goes_when_its_exercise_is_judged():
    """A grader makes one for every exercise of every submission: none may be kept by what it remembers."""
    course = open_course(Path(__file__).parents[2])
    slug, exercise = "03-scoring-functions", "masked_softmax"
    bench = Bench(course, slug, [check for check in course.checks(slug) if check.exercise == exercise])
    answer = next(answer for answer in find_answers(course.answers, slug, exercise) if answer.kind == "wrong")
    known = bench.mistake(answer)
    assert known.prints(bench.checks[0].name) is not None
    assert known.fails()
    gone = weakref.ref(bench)
    del bench, known
    gc.collect()
    assert gone() is None

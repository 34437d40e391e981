"""Every sentence that a check can say, beside the student's code that makes it say so."""

import re
import string
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from autograder.checks import words
from autograder.checks.expected import Computed
from autograder.checks.language import load_checks
from autograder.checks.runner import run_checks
from autograder.course import open_course
from autograder.probing import answer
from autograder.sandbox.doctor import best_level
from autograder.sandbox.student import Warm
from autograder.student.quiet import careful
from tests.messages import toy

CHECKS = load_checks(Path(toy.__file__), visible=True)

# check of toy.py | the student's code | what the student reads
TABLE = [
    ("test_doubles", "", "`double` is not defined yet. Has its cell been run?"),
    ("test_doubles", "def double(x): raise NotImplementedError()", "not started"),
    (
        "test_doubles",
        "def double(x): torch.mul(x, 2)",
        "expected a tensor of shape [2, 3], got None. Is the return missing?",
    ),
    (
        "test_doubles",
        "def double(x): return x * two",
        "your code stopped with NameError: name 'two' is not defined",
    ),
    ("test_doubles", "def double(x): raise SystemExit", "your code stopped with SystemExit"),
    ("test_doubles", "def double(x): return double", "expected tensors or numbers, got an object of type function"),
    (
        "test_doubles",
        "def double(x):\n while True: pass",
        "your code was stopped: it ran longer than allowed. Is there a loop that never ends?",
    ),
    (
        "test_doubles",
        "def double(x): return x * 0 / 0",
        "expected numbers, got NaN at query 0, key 0. "
        "Was something divided by zero, or a score of minus infinity averaged?",
    ),
    (
        "test_doubles",
        "def double(x): return x + 2",
        "query 0, key 0: expected 2.0000, got 3.0000 (5 of 6 numbers differ, by 4 at most)",
    ),
    (
        "test_doubles",
        "def double(x): return 2 * x.T",
        "shape: expected [2, 3] = [query key], got [3, 2]. The sizes are right, their order is not",
    ),
    (
        "test_doubles",
        "def double(x): return 2 * x[None]",
        "shape: expected [2, 3] = [query key], got [1, 2, 3]. An axis of size one is missing or too many",
    ),
    ("test_doubles", "def double(x): return x[:, :2]", "shape: expected [2, 3] = [query key], got [2, 2]"),
    ("test_doubles", "def double(x): return 2j * x", "dtype: expected float32, got complex64"),
    ("test_doubles", "def double(x): return 'twice'", "expected a tensor of shape [2, 3], got str 'twice'"),
    ("test_whole_numbers", "def count(): return torch.tensor([2.0, 4.0])", "dtype: expected int64, got float32"),
    (
        "test_doubles_one_number",
        "def double(x): return x + 2",
        "not run yet: needs the check above (Every number is doubled)",
    ),
    (
        "test_input_stays",
        "def leave_alone(x): x[0, 1] = 9",
        "the scores was changed by the call: at [0, 1]: it was 2.0000, now it is 9.0000. Work on a copy",
    ),
    (
        "test_rows",
        "def weigh(x): return torch.softmax(x, 0)",
        "query 0: the weights of this row should sum to 1, they sum to 0.1423",
    ),
    ("test_rows", "def weigh(x): return 2 - x", "query 0, key 2: a weight can't be negative, got -1.0000"),
    (
        "test_nothing_left",
        "def mask(x): return torch.exp(-x)",
        "query 0, key 0: expected 0.0000, got 0.3679 (6 of 6 numbers differ, by 0.368 at most). Both are padding",
    ),
    ("test_one_number", "def mean(x): return x.sum()", "expected 3.5000, got 21.0000"),
    ("test_one_number", "def mean(x): return x.mean(0)", "expected one number, got a tensor of shape [3]"),
    (
        "test_shape",
        "def reshape(x): return x",
        "shape: expected [3, 2] = [Tk Tq], got [2, 3]. The sizes are right, their order is not",
    ),
    ("test_two_draws", "def draw_two(): return torch.ones(3)", "two draws should differ, and they are the same"),
    ("test_name", "def name_it(): return 'tanh'", "the name: expected 'softmax', got 'tanh'"),
    (
        "test_pair",
        "def pair(): return torch.ones(3)",
        "what came back could not be read as the answer: a tensor of shape [3], float32. Look at its shape and type",
    ),
    (
        "test_layer",
        "class Layer(nn.Linear):\n def __init__(self): super().__init__(2, 3, bias=False)",
        "learned numbers: expected 9 in all, got 6. Is a layer missing, too many, or hidden from parameters()?",
    ),
]

# the student's code, called in the sandbox while it is graded | what the student reads
IN_THE_SANDBOX = [
    (
        "def double(x): return torch.ones(10**11)",
        "your code was stopped: it asked for more memory than allowed. Is a tensor larger than it should be?",
    ),
    ("def double(x): __import__('os')._exit(0)", "your code ended the Python process. Nothing after that could be run"),
    (
        "def double(x): __import__('os').write(3, bytes(60))",
        "your code disturbed the connection to the check, so nothing could be read from it",
    ),
]
OURS = "this check could not be decided; the fault is ours, no points are lost to it"


def said(name, source):
    """What one check says of a student's code."""
    names = {"torch": torch, "nn": torch.nn}
    exec(source, names)  # noqa: S102 - the table above
    wanted = next(check for check in CHECKS if check.name == name)
    checks = [check for check in CHECKS if check.name in (name, *wanted.needs)]
    outcomes = run_checks(
        checks, careful(names, 0.2 if "while True" in source else 60), Computed(vars(toy)), lambda _: 1
    )
    return next(outcome.message for outcome in outcomes if outcome.check.name == name)


@pytest.mark.parametrize(("name", "source", "sentence"), TABLE)
def test_what_a_check_says(name, source, sentence):
    """The student's code on the left makes the check say the sentence on the right, word for word."""
    assert said(name, source) == sentence


def test_what_is_said_of_code_that_only_the_sandbox_survives():
    """Code that would take a notebook's kernel with it gets a sentence where it is graded."""
    course = open_course()
    limits = course.assignment("03").limits
    with Warm(best_level()) as warm:
        for source, sentence in IN_THE_SANDBOX:
            with warm.open(limits, course.release("03-scoring-functions")) as submission:
                submission.run(["import torch", source])
                outcome = run_checks(CHECKS[:1], submission.ask, Computed(vars(toy)), lambda _: 1)[0]
            assert outcome.message == sentence


def test_our_own_fault_is_said_to_be_ours():
    """Where the reference itself can't say what to expect, nobody is blamed but us."""
    layer = [check for check in CHECKS if check.name == "test_layer"]
    nobody = SimpleNamespace(Layer=None)
    outcome = run_checks(layer, lambda probe, seed: answer(probe, vars(toy), seed), Computed(vars(nobody)), lambda _: 1)
    assert outcome[0].message == OURS


def test_the_table_is_complete():
    """Every sentence of words.py stands in the table."""
    told = "\n".join([*(row[-1] for row in TABLE), *(row[-1] for row in IN_THE_SANDBOX), OURS])
    constants = [value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)]
    assert [text for text in (*constants, *words.FAILURES.values()) if not re.search(pattern_of(text), told)] == []


def pattern_of(template):
    """A sentence with places to be filled in, as a pattern."""
    parts = string.Formatter().parse(template)
    return "".join(re.escape(text) + (".*" if field is not None else "") for text, field, _, _ in parts)


def test_nobody_is_blamed():
    """A student reads no jargon of the machinery, and no blame."""
    for *_, sentence in [*TABLE, *IN_THE_SANDBOX]:
        for word in ("sandbox", "probe", "namespace", "fixture", "assert", "invalid", "illegal", "obvious", "simply"):
            assert word not in sentence.lower()

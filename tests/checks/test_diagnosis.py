"""Which known mistake a student is told of: the one that computes what they computed."""

import pytest
import torch

from autograder.checks.diagnosis import Mistake, diagnose, recorded_mistakes
from autograder.checks.fingerprint import alike, fingerprint
from autograder.checks.language import Check
from autograder.checks.runner import FAIL, PASS, Outcome
from autograder.probing import Failure, Reply


def outcome(name, how, value, kind="gap"):
    """A check that ended so, over this value."""
    check = Check(name, "toy", name, 1, (), "", True, lambda: None)
    return Outcome(check, how, kind="" if how == PASS else kind, replies=[Reply(torch.tensor(value))])


def mistake(name, passes="", **values):
    """A known mistake that brings these values back, and fails all checks but those it passes."""
    prints = {check: [fingerprint(Reply(torch.tensor(value)))] for check, value in values.items()}
    return Mistake(name, f"It looks like {name}.", prints.get, lambda: frozenset(values) - set(passes))


def test_the_mistake_with_the_same_values_is_said():
    """Its sentence stands at every failed check that it explains."""
    outcomes = [outcome("a", FAIL, [1.0, 2.0]), outcome("b", FAIL, [3.0]), outcome("c", PASS, [4.0])]
    values = {"b": [3.0], "c": [4.0], "passes": "c"}
    known = [mistake("sums", a=[9.0, 2.0], **values), mistake("means", a=[1.0, 2.0], **values)]
    assert diagnose(outcomes, known).id == "means"
    assert [one.diagnosis for one in outcomes] == ["It looks like means.", "It looks like means.", ""]


def test_of_two_that_fit_the_more_general_is_said():
    """The one that fails more checks is the broader misunderstanding, in whatever order they are known."""
    narrow = mistake("one slip", a=[1.0])
    broad = mistake("a misunderstanding", a=[1.0], b=[0.0], c=[0.0])
    for known in ([narrow, broad], [broad, narrow]):
        assert diagnose([outcome("a", FAIL, [1.0])], known).id == "a misunderstanding"


def test_a_passed_check_rules_a_mistake_out():
    """A broad mistake would have failed the check that passed: the narrow one is meant."""
    narrow = mistake("one slip", a=[1.0], b=[2.0], passes="b")
    broad = mistake("a misunderstanding", a=[1.0], b=[7.0])
    assert diagnose([outcome("a", FAIL, [1.0]), outcome("b", PASS, [2.0])], [broad, narrow]).id == "one slip"


def test_two_mistakes_at_once_are_told_by_the_first_failure():
    """Where none explains everything, the one that explains the first failed check in many numbers is said there."""
    long = [1.0 + number for number in range(12)]
    outcomes = [outcome("a", FAIL, long), outcome("b", FAIL, [2.0])]
    chosen = diagnose(outcomes, [mistake("second", a=[9.0], b=[2.0]), mistake("first", a=long, b=[8.0])])
    assert chosen.id == "first"
    assert [one.diagnosis for one in outcomes] == ["It looks like first.", ""]


def test_a_few_equal_numbers_are_no_evidence():
    """One number of a small example, and nothing else, may agree by chance; in most of the failures it does not."""
    outcomes = [outcome(name, FAIL, [value]) for name, value in (("a", 1.0), ("b", 2.0), ("c", 3.0))]
    assert diagnose(outcomes, [mistake("lucky", a=[1.0], b=[8.0], c=[8.0])]) is None
    assert diagnose(outcomes, [mistake("most", a=[1.0], b=[2.0], c=[8.0])]).id == "most"


def test_a_mistake_explains_only_what_it_fails():
    """Where a mistake passes although it brought the same back, something else is wrong."""
    assert diagnose([outcome("a", FAIL, [1.0])], [mistake("innocent", a=[1.0], passes="a")]) is None


def test_a_much_broader_mistake_is_not_meant():
    """Two checks passed that the mistake fails: the agreement in the failed one is chance."""
    broad = mistake("broad", a=[1.0], b=[7.0], c=[7.0])
    near = mistake("near", a=[1.0], b=[7.0])
    outcomes = [outcome("a", FAIL, [1.0]), outcome("b", PASS, [2.0]), outcome("c", PASS, [2.0])]
    assert diagnose(outcomes, [broad]) is None
    assert diagnose(outcomes, [broad, near]).id == "near"


@pytest.mark.parametrize("outcomes", [[outcome("a", PASS, [1.0])], [outcome("a", FAIL, [1.0], kind="unfinished")]])
def test_nothing_is_said_of_what_is_right_or_not_started(outcomes):
    """No failure, no diagnosis."""
    assert diagnose(outcomes, [mistake("any", a=[1.0])]) is None
    assert outcomes[0].diagnosis == ""


def test_nothing_is_said_where_nothing_fits():
    """An unknown mistake gets no sentence of another."""
    assert diagnose([outcome("a", FAIL, [1.0])], [mistake("any", a=[1.1]), mistake("silent")]) is None


def test_recorded_mistakes_say_the_same_as_computed_ones():
    """What a release carries as JSON works as what the grader runs."""
    rows = [
        {"id": "x", "sentence": "Like x.", "prints": {"a": [fingerprint(Reply(torch.tensor([1.0])))]}, "fails": ["a"]}
    ]
    (known,) = recorded_mistakes(rows)
    assert known.fails() == {"a"}
    assert diagnose([outcome("a", FAIL, [1.0])], [known]).sentence == "Like x."


VALUES = [
    torch.tensor([1.0, 2.0]), torch.tensor([2.0, 1.0]), torch.tensor([[1.0, 2.0]]), torch.tensor([1, 2]),
    torch.tensor([1.0, 2.0], dtype=torch.float64), torch.tensor([float("nan"), 2.0]),
    torch.tensor([0.0, 2.0]), torch.tensor([2.0, float("nan")]), torch.tensor([float("inf"), 2.0]), torch.empty(0),
    [1.0, 2.0], {"a": 1.0}, {"a": 2.0}, "one", None, True, 0.0, False, 3, float("inf"),
]  # fmt: skip


def test_a_fingerprint_is_like_itself_alone():
    """Order, shape, dtype and kind all make a difference."""
    prints = [fingerprint(Reply(value)) for value in VALUES]
    for i, one in enumerate(prints):
        assert [alike(one, other) for other in prints] == [i == j for j in range(len(prints))]


def test_a_fingerprint_forgives_rounding():
    """Another order of summation is no other answer."""
    value = torch.linspace(-3, 3, 35)
    assert alike(fingerprint(Reply(value)), fingerprint(Reply(value * (1 + 1e-6))))
    assert not alike(fingerprint(Reply(value)), fingerprint(Reply(value * 1.01)))


def test_the_same_exception_is_the_same_failure():
    """Numbers in its words may differ, its type may not."""
    one, other, third = (
        Reply(failure=Failure("error", text, kind))
        for text, kind in (("size 3", "ValueError"), ("size 5", "ValueError"), ("size 3", "TypeError"))
    )
    assert alike(fingerprint(one), fingerprint(other))
    assert not alike(fingerprint(one), fingerprint(third))

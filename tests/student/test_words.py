"""Five ways to fail give five sentences that point at the mistake; most known mistakes are recognised."""

import pytest
import torch

from autograder.checks.answers import find_answers
from autograder.checks.runner import FAIL
from autograder.probing import answer as run_probe
from autograder.student.handout import handout_at
from tests.student.conftest import COURSE

BANK = COURSE.answers / "03-scoring-functions" / "masked_softmax"
WRONG_SHAPE = "def masked_softmax(X, valid_lens):\n    return X.softmax(-1).flatten()"
FIVE = {
    "unfinished": ("def masked_softmax(X, valid_lens):\n    raise NotImplementedError()", "not started"),
    "wrong axis": ("wrong/query_axis", "looks like: The softmax runs over the queries"),
    "mask after softmax": ("wrong/masked_after_softmax", "looks like: The mask comes after the softmax"),
    "changed input": ("wrong/textbook_in_place", "the tensor of scores was changed by the call"),
    "wrong shape": (WRONG_SHAPE, "shape: expected [1, 1, 4] = [batch query key], got [4]"),
}


@pytest.mark.parametrize("way", FIVE)
def test_five_ways_to_fail(student, way):
    """Each of five first attempts reads a sentence of its own."""
    source, sentence = FIVE[way]
    path = BANK / f"{source}.py" if "\n" not in source else None
    student.run(path.read_text() if path else source)
    report = " ".join(student.check("masked_softmax")[0].split())
    assert [other for other, (_, said) in FIVE.items() if said in report] == [way]
    assert sentence in report


def test_a_right_answer_passes_what_can_be_seen(student):
    """A right answer is told that hidden checks follow, never that all is done."""
    student.run((BANK / "right" / "minus_infinity.py").read_text())
    report, end = student.check("masked_softmax")
    assert "all visible checks pass; hidden checks run after you submit" in report
    assert end == ""


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_most_mistakes_are_recognised(step):
    """Of the recorded wrong answers that fail a visible check, 8 in 10 or more show their own diagnosis there."""
    failed = told = 0
    state = torch.get_rng_state()
    for slug in COURSE.slugs:
        handout, reference = handout_at(COURSE.release(slug)), COURSE.reference(slug)
        for wrong in [answer for answer in find_answers(COURSE.answers, slug) if answer.kind == "wrong"][::step]:
            names = wrong.namespace(reference)
            outcomes = handout.run(wrong.exercise, lambda probe, seed, names=names: run_probe(probe, names, seed))
            failed += any(outcome.outcome == FAIL for outcome in outcomes)
            told += any(outcome.diagnosis == wrong.sentence for outcome in outcomes)
    torch.set_rng_state(state)
    print(f"\n{told} of {failed} wrong answers that fail a visible check show their diagnosis: {told / failed:.1%}")
    assert failed > 100
    assert told / failed >= 0.8

"""A check answers at once: measured as processor time, so that a busy machine changes nothing."""

import statistics
import time

import pytest

from autograder.checks.answers import find_answers
from autograder.classroom import finished
from tests.student.conftest import COURSE

ROUNDS = 7


def seconds(student, exercise):
    """The median processor time of a check cell."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        student.check(exercise)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


@pytest.mark.parametrize(("exercise", "limit"), [("masked_softmax", 0.1), ("AdditiveAttention", 0.3)])
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_a_check_answers_at_once(student, exercise, limit, kind):
    """A function is checked in 100 ms and a module in 300 ms, right or wrong, picture and diagnosis included."""
    for cell in finished(COURSE, "03-scoring-functions").cells[:6]:
        if cell.cell_type == "code" and "check(" not in cell.source:
            student.run(cell.source.replace("from autograder import check, hint", ""))
    found = [a for a in find_answers(COURSE.answers, "03-scoring-functions", exercise) if a.kind == kind]
    student.run(found[0].source)
    assert seconds(student, exercise) < limit


def test_most_checks_answer_at_once(student):
    """The median over all exercises of a notebook is under 100 ms."""
    for cell in finished(COURSE, "03-scoring-functions").cells:
        if cell.cell_type == "code" and "check(" not in cell.source and "demo" not in cell.metadata.get("tags", []):
            student.run(cell.source)
    taken = [seconds(student, exercise.name) for exercise in COURSE.assignment("03").exercises]
    assert statistics.median(taken) < 0.1

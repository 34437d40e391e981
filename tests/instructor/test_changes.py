"""Whose points a mended check changes, and why, is said before anything is written."""

import json
from copy import deepcopy

import pytest

from autograder.grading.record import new_record, write_record
from autograder.report.changes import by_check, change, changes, sentence
from tests.instructor import room
from tests.instructor.room import SLUG

VERSION_CHANGED = "the course's checks, answers or limits changed"


def record(points: int, outcome: str = "pass", **more: object) -> dict:
    """A graded record with one check of two points."""
    check = {"name": "test_padding", "outcome": outcome, "points": points, "max_points": 2}
    rows = [{"name": "masked_softmax", "checks": [check]}]
    made = new_record(SLUG, "ada", 2) | {"status": "graded", "points": points, "exercises": rows}
    return made | {"course_version": "one"} | more


def test_a_change_names_the_check_and_the_cause():
    """From what to what, by which check, and what was changed since."""
    found = change(record(0, "fail"), record(2, course_version="two"))
    assert found.why == ("masked_softmax: test_padding: fail 0/2 -> pass 2/2",)
    assert sentence(found) == f"ada  {SLUG}: 0 -> 2, {VERSION_CHANGED}"


def test_nothing_is_said_where_nobody_sees_a_difference():
    """Another version alone is no change."""
    assert change(record(2), record(2, course_version="two", cpu_seconds=3.0)) is None


def test_a_check_that_is_gone_or_new_is_named():
    """Checks that exist on one side only are changes too."""
    other = deepcopy(record(2))
    other["exercises"][0]["checks"][0]["name"] = "test_order"
    assert change(record(2), other).why == (
        "masked_softmax: test_order: no such check -> pass 2/2",
        "masked_softmax: test_padding: pass 2/2 -> no such check",
    )


@pytest.mark.parametrize(("old", "new", "before"), [(record(2), "it is cut off", 2.0), (None, "it is empty", None)])
def test_could_not_be_graded_is_no_zero(old, new, before):
    """A result that goes away is nothing, not 0."""
    found = change(old, new_record(SLUG, "ada", 2) | {"reason": new})
    assert (found.before, found.after) == (before, None)
    assert "nothing" in sentence(found)


def test_changes_are_counted_by_check(grading):
    """The check that touches most students stands first."""
    for student, was in (("ada", "fail"), ("alan", "fail"), ("joan", "undecided")):
        write_record(grading.results / SLUG / f"{student}.json", record(0, was, student=student))
        write_record(grading.proposed / SLUG / f"{student}.json", record(2, student=student))
    counts = by_check(changes(grading, [SLUG]))
    assert counts[0] == (f"{SLUG}  masked_softmax: test_padding: fail 0/2 -> pass 2/2", 2)
    assert len(counts) == 2


def test_comparing_without_a_dry_run_is_a_sentence(attn):
    """--compare says which command comes first."""
    done = attn("report", "--compare")
    assert done.exit_code == 2
    assert "run `attn grade --dry-run` first" in done.stderr


def test_a_mended_check_is_tried_before_it_is_written(own_course, graded):
    """A dry run names who gains by a mended check and writes nothing; grading then gives just that."""
    path = own_course / "tests" / "hidden" / "test_scoring_functions.py"
    text = path.read_text()
    kept = [*graded.results.rglob("*.json"), graded.root / "gradebook.db"]
    before = [p.read_bytes() for p in kept]
    try:
        path.write_text(text.replace("def test_extreme_scores(student, expected, draw):", MENDED))
        dry = room.attn(own_course, graded.root, "grade", "03", "--dry-run", "--json")
        assert [p.read_bytes() for p in kept] == before
        assert room.attn(own_course, graded.root, "report", "03", "--compare", "--json").stdout == dry.stdout
        assert room.attn(own_course, graded.root, "grade", "03").returncode == 1
    finally:
        path.write_text(text)
    found = json.loads(dry.stdout)
    assert found
    for one in found:
        assert one["why"] == ["masked_softmax: test_extreme_scores: pass 1/1 -> fail 0/1"]
        assert one["cause"] == VERSION_CHANGED
        assert one["after"] == one["before"] - 1
        now = json.loads((graded.results / SLUG / f"{one['student']}.json").read_text())
        assert now["points"] == one["after"]
    assert not graded.proposed.exists()


MENDED = '''def test_extreme_scores(student, expected, draw):
    """Nobody passes this one: weights that are all zero."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])
    assert_zero(student(lambda my: my.masked_softmax(scores, lens)), WEIGHTS)


def unused(student, expected, draw):'''

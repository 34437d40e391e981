"""Each hostile or broken submission gets the score it should, and nobody else notices that it was there."""

import json
import re

import pytest

from autograder.checks.answers import find_answers
from autograder.course import open_course
from autograder.grading.record import GRADED, judged_alike
from tests.hostile import kit, running

pytestmark = pytest.mark.xdist_group("hostile")

ALL = kit.submissions()
POINTS = {exercise.name: exercise.points for exercise in open_course(kit.ROOT).assignment(kit.SLUG).exercises}
SECONDS = kit.LIMITS["cpu_seconds"] + 3  # what the last cell or probe may use after the limit was last looked at


def each(of=lambda _: True):
    """One test for each submission."""
    return pytest.mark.parametrize("one", [one for one in ALL if of(one)], ids=lambda one: f"{one.family}/{one.name}")


@each()
def test_it_gets_the_score_it_should(evening, one):
    """Full marks for the honest rest, none for the trick; or a sentence why it could not be graded."""
    record = evening.batch.record(one.student)
    assert record["status"] == one.status, record["reason"]
    if one.status != GRADED:
        assert one.reason in record["reason"]
        assert record["points"] == 0
        assert all(check["outcome"] == "undecided" for row in record["exercises"] for check in row["checks"])
        return
    if one.loses is None:
        assert record["points"] <= sum(POINTS.values())
        return
    got = {row["name"]: row["points"] for row in record["exercises"]}
    assert got == {name: 0 if name in one.loses else points for name, points in POINTS.items()}, why(record)
    assert record["points"] == sum(got.values())
    assert {row["name"]: row["max_points"] for row in record["exercises"]} == POINTS


def why(record):
    """The messages behind lost points, for whoever reads a failing test."""
    failed = [check for row in record["exercises"] for check in row["checks"] if check["outcome"] != "pass"]
    return [(check["name"], check["kind"], check["message"][:300]) for check in failed], record["incidents"]


@each(lambda one: one.incidents)
def test_the_record_says_what_happened(evening, one):
    """Limits hit, ends and restored cells are incidents of the record, each with a sentence."""
    incidents = evening.batch.record(one.student)["incidents"]
    assert one.incidents <= {incident["kind"] for incident in incidents}
    assert all(incident["text"] for incident in incidents)


@each()
def test_it_keeps_its_limits(evening, one):
    """No submission uses more processor time or time by the clock than it may."""
    record = evening.batch.record(one.student)
    assert record["cpu_seconds"] < SECONDS
    assert record["wall_seconds"] < kit.LIMITS["wall_seconds"] + 12


@each()
def test_nothing_is_read_that_is_not_its_own(evening, one):
    """No output holds loot, a script or more text than may be shown; messages and the record stay small."""
    shown, record = evening.batch.shown(one.student), json.dumps(evening.batch.record(one.student))
    assert "LOOT" not in shown
    assert "LOOT" not in record
    assert not re.search(r"<script|<img src=x|onload=|onerror=alert\(\d\)>", running.pages(shown))
    words = [check[part] for row in json.loads(record)["exercises"] for check in row["checks"] for part in check]
    printed = "".join(word for word in words if isinstance(word, str))
    assert all(letter.isprintable() or letter in "\n\t" for letter in printed)  # nothing repaints a terminal
    assert len(shown) < 1_000_000
    assert len(record) < 200_000


def test_markdown_brings_no_script(evening):
    """What formgrader and feedback render from a student's text holds nothing that a browser would run."""
    path = evening.batch.grading / "autograded" / "metadata-trusted-scripts" / kit.SLUG / f"{kit.SLUG}.ipynb"
    cells = json.loads(path.read_text())["cells"]
    text = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert "look" in text
    assert not re.search(r"<(script|img)|&(#106|colon|Tab);|javascript\\*:|!\[", text, re.IGNORECASE)


def test_the_batch_finishes(evening):
    """Every submission has exactly one record; those that could not be graded are named with their reasons."""
    records = {path.stem for path in (evening.batch.grading / "results" / kit.SLUG).glob("*.json")}
    assert records == {one.student for one in ALL} | set(evening.honest)
    assert evening.batch.code == 1, evening.batch.words[-2000:]
    for one in ALL:
        assert (one.status == GRADED) == (one.student not in evening.batch.words), one.student


def test_an_honest_neighbour_gets_the_same_record(evening):
    """Graded alone or among all of these, an honest student's record is the same, times and memory aside."""
    for student in evening.honest:
        alone, among = evening.alone.record(student), evening.batch.record(student)
        differing = {name: (alone[name], among[name]) for name in alone if alone[name] != among[name]}
        assert judged_alike(alone, among), (student, differing)
        assert alone["status"] == GRADED
    points = {evening.alone.record(student)["points"] for student in evening.honest}
    assert len(points) > 3  # the class is a mixed one, so that a change would show


def test_an_honest_neighbour_gets_the_same_notebook(evening):
    """The graded notebook of an honest student is the same byte for byte."""
    for student in evening.honest:
        path = f"autograded/{student}/{kit.SLUG}/{kit.SLUG}.ipynb"
        assert (evening.alone.grading / path).read_bytes() == (evening.batch.grading / path).read_bytes()


def test_nothing_is_left_behind(evening):
    """No file, socket, shared memory or process outlives the batch, and nobody called home."""
    assert evening.left == []
    assert evening.batch.left == []
    assert evening.alone.left == []
    assert evening.temporary == []
    assert evening.heard == []


def test_the_gradebook_has_what_the_records_say(evening):
    """No trick wrote to it; who could not be graded has no score there, not even zero."""
    import sqlite3

    with sqlite3.connect(f"file:{evening.batch.grading / 'gradebook.db'}?mode=ro", uri=True) as book:
        rows = book.execute(
            "select submitted_assignment.student_id, sum(grade.auto_score), max(grade.manual_score) from grade"
            " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
            " join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id group by 1"
        ).fetchall()
    found = {student: (points, by_hand) for student, points, by_hand in rows}
    for student in [one.student for one in ALL] + evening.honest:
        record = evening.batch.record(student)
        assert found[student] == (record["points"] if record["status"] == GRADED else None, None)


def test_every_family_has_several():
    """The suite keeps its size: at least 80 submissions, at least eight of each family, each with its two sentences."""
    families = {one.family for one in ALL}
    assert families == {"forging", "metadata", "resources", "traces", "prying", "broken", "own"}
    assert len(ALL) >= 80
    assert all(sum(one.family == family for one in ALL) >= 8 for family in families)
    assert all("Must come of it:" in (one.module.__doc__ or "") for one in ALL)


def test_no_recorded_answer_is_needed_to_pass():
    """The carrier section has recorded answers, so that its checks are known to reject wrong ones."""
    assert any(answer.kind == "wrong" for answer in find_answers(open_course(kit.ROOT).answers, kit.SLUG))

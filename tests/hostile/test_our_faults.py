"""Faults of our own side end as undecided or as could not grade, with a sentence: never as points, or their loss."""

import errno
import multiprocessing
import os
import shutil
import sqlite3
import tempfile
import time
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor

import pytest

from autograder.classroom import Made, as_bytes, finished
from autograder.course import Course, open_course
from autograder.grading import batch, judge, pipeline
from autograder.grading.gradebook import GradebookError, GradebookWriter
from autograder.grading.places import Grading, PlaceError, Submitted
from autograder.grading.record import COULD_NOT_GRADE, GRADED, judged_alike, new_record, read_record, record_path
from autograder.grading.task import Task, grade_task
from autograder.student.quiet import careful
from tests.hostile import kit
from tests.hostile.poison import grade_or_die

pytestmark = pytest.mark.xdist_group("hostile")
COURSE = open_course(kit.ROOT)
CHECK = "test_sums_on_odd_sizes"


def course_with(folder, old, new) -> Course:
    """The course with one change to its hidden checks of section 3."""
    root = kit.course_root(folder)
    (root / "tests").unlink()
    for part in ("public", "hidden"):
        shutil.copytree(kit.ROOT / "tests" / part, root / "tests" / part)
    (root / "tests" / "answers").symlink_to(kit.ROOT / "tests" / "answers")
    path = root / "tests" / "hidden" / "test_scoring_functions.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Course(root, COURSE.config)


def judged(course):
    """The exercises of a record, for a submission that is right in everything."""
    ask = careful(dict(COURSE.reference(kit.SLUG)))
    return {row["name"]: row for row in judge.Judge(course, kit.SLUG).judge(lambda: ask, lambda _: 7)}


def undecided(row):
    """The checks of an exercise that ended as our own fault."""
    return {check["name"]: check for check in row["checks"] if check["kind"] == "ours"}


def with_line(course_folder, line):
    """A course whose check for odd sizes starts with one more line."""
    head = f"def {CHECK}(student, expected, draw):\n"
    doc = '    """Scores are [B Tq Tk] for sizes that are all different, all equal, or one."""\n'
    return course_with(course_folder, head + doc, head + doc + f"    {line}\n")


def test_a_check_that_raises_is_undecided(tmp_path):
    """It says that it is not the student's fault, and no other check changes."""
    rows = judged(with_line(tmp_path / "root", "raise ZeroDivisionError('ours')"))
    assert list(undecided(rows[kit.TARGET])) == [CHECK]
    check = undecided(rows[kit.TARGET])[CHECK]
    assert check["outcome"] == "undecided"
    assert check["points"] == 0
    assert "our" in check["message"].lower()
    assert "ZeroDivisionError" in check["diagnosis"]
    assert all(c["outcome"] == "pass" for row in rows.values() for c in row["checks"] if c["name"] != CHECK)


def test_a_check_that_never_ends_is_undecided(tmp_path, monkeypatch):
    """Our own side has a limit too: the exercise is undecided, the others are judged."""
    monkeypatch.setattr(judge, "PATIENCE", 1.0)
    rows = judged(with_line(tmp_path / "root", "while True: pass"))
    assert len(undecided(rows[kit.TARGET])) == len(rows[kit.TARGET]["checks"])
    assert "processor time" in undecided(rows[kit.TARGET])[CHECK]["diagnosis"]
    assert rows["masked_softmax"]["points"] == rows["masked_softmax"]["max_points"]


def test_a_reference_that_breaks_is_undecided(monkeypatch):
    """A right answer loses nothing silently when the reference raises: the checks that ask it are undecided."""
    names = dict(COURSE.reference(kit.SLUG))
    ask = careful(names)

    def broken(*_):
        raise RuntimeError("the reference is broken")

    monkeypatch.setattr(Course, "reference", lambda _self, _slug: names | {kit.TARGET: broken})
    rows = {row["name"]: row for row in judge.Judge(COURSE, kit.SLUG).judge(lambda: ask, lambda _: 7)}
    assert CHECK in undecided(rows[kit.TARGET])
    assert all(check["outcome"] != "fail" for check in rows[kit.TARGET]["checks"])
    assert rows["masked_softmax"]["points"] == rows["masked_softmax"]["max_points"]


def test_undecided_is_for_a_person(tmp_path):
    """The gradebook marks such a cell as needing manual grading."""
    rows = judged(with_line(tmp_path / "root", "raise ZeroDivisionError"))
    record = new_record(kit.SLUG, "ada", 50) | {"status": GRADED, "exercises": list(rows.values())}
    grading = Grading(tmp_path)
    with GradebookWriter(COURSE, grading.db_url) as gradebook:
        gradebook.write([record])
    with sqlite3.connect(tmp_path / "gradebook.db") as book:
        found = book.execute(
            "select base_cell.name from grade join base_cell on grade.cell_id = base_cell.id where needs_manual_grade"
        ).fetchall()
    assert (f"{kit.TARGET}-check",) in found
    assert ("masked_softmax-check",) not in found


class Here:
    """Workers without processes of their own."""

    size = 1

    def __init__(self, root):
        """Grade with the course at root."""
        self.root = root

    def get_ready(self, slug: str, isolation: str) -> None:
        """Everything is loaded here."""

    def submit(self, task: Task) -> Future:
        """Grade now."""
        future: Future = Future()
        try:
            future.set_result(grade_task(task, self.root))
        except Exception as error:
            future.set_exception(error)
        return future


def handed_in(folder, *students):
    """A grading with a right submission of each student."""
    raw = as_bytes(finished(COURSE, kit.SLUG))
    for student in students:
        Made(student, kit.SLUG, raw, kit.SUBMITTED_AT).write(folder / "submitted")
    return Grading(folder)


def test_checks_that_can_not_be_read_are_said(tmp_path):
    """A syntax error in a file of checks: could not grade, with that reason; nobody gets a zero."""
    course = course_with(tmp_path / "root", '"""', 'not python "')
    grading = handed_in(tmp_path / "grading", "ada")
    found = list(batch.grade_all(course, grading, grading.submissions(kit.SLUG), Here(course.root), "full", False))
    assert [progress.record["status"] for progress in found] == [COULD_NOT_GRADE]
    assert "our side failed 3 times: SyntaxError" in found[0].record["reason"]


class Mortal:
    """A pool that is made anew when a worker died, as the grader's."""

    size = 2

    def __init__(self):
        """Start when first used."""
        self.pool = self._new()
        self.deaths = 0

    def _new(self):
        return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("forkserver"))

    def get_ready(self, slug: str, isolation: str) -> None:
        """Each loads when its first task comes."""

    def submit(self, task: Task) -> Future:
        """Hand out one task."""
        try:
            return self.pool.submit(grade_or_die, task)
        except BrokenExecutor:
            self.deaths += 1
            self.pool = self._new()
            return self.pool.submit(grade_or_die, task)


def test_a_killed_worker_costs_nobody_else_a_grade(tmp_path):
    """Who was being graded beside it is graded again; who kills a worker three times could not be graded."""
    students = ["ada", "alan", "grace", "poison", "hedy", "ida", "john"]
    grading, workers = handed_in(tmp_path, *students), Mortal()
    found = list(batch.grade_all(COURSE, grading, grading.submissions(kit.SLUG), workers, "full", False))
    workers.pool.shutdown()
    status = {progress.record["student"]: progress.record["status"] for progress in found}
    assert status == {name: COULD_NOT_GRADE if name == "poison" else GRADED for name in students}
    assert workers.deaths >= 2
    assert "our side failed 3 times" in next(p.record["reason"] for p in found if p.record["student"] == "poison")


def test_a_full_disk_is_said_and_loses_nothing(tmp_path, monkeypatch):
    """The record that was there stays as it was; the sentence says what to do."""
    grading = Grading(tmp_path)
    old = new_record(kit.SLUG, "ada", 50) | {"status": GRADED, "points": 41}
    batch.keep(grading, batch.Progress(old, fresh=True, notebook=b"{}"))

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkstemp", full)
    with pytest.raises(PlaceError, match=r"result of ada can't be written: No space left.*run it again"):
        batch.keep(grading, batch.Progress(old | {"points": 12}, fresh=True, notebook=b"{}"))
    assert read_record(record_path(grading.results, kit.SLUG, "ada")) == old


def test_a_write_that_stops_half_way_leaves_the_old_record(tmp_path, monkeypatch):
    """The disk fills while a record is written: the old one is whole, and no piece of the new one lies about."""
    grading = Grading(tmp_path)
    old = new_record(kit.SLUG, "ada", 50) | {"status": GRADED, "points": 41}
    batch.keep(grading, batch.Progress(old, fresh=True))

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PlaceError):
        batch.keep(grading, batch.Progress(old | {"points": 12}, fresh=True))
    path = record_path(grading.results, kit.SLUG, "ada")
    assert read_record(path) == old
    assert [each.name for each in path.parent.iterdir()] == ["ada.json"]


def test_a_locked_gradebook_is_said_and_loses_no_record(tmp_path):
    """Somebody else holds the database: a sentence names it, nothing half is written, writing again works."""
    grading = Grading(tmp_path)
    record = new_record(kit.SLUG, "ada", 50) | {"status": GRADED}
    with GradebookWriter(COURSE, grading.db_url) as gradebook:
        gradebook.ensure(kit.SLUG)
        other = sqlite3.connect(tmp_path / "gradebook.db", isolation_level=None)
        other.execute("begin exclusive")
        with pytest.raises(GradebookError, match=r"gradebook\.db: can't be written: .*locked"):
            gradebook.write([record])
        other.execute("rollback")
        other.close()
        gradebook.write([record])
    with sqlite3.connect(tmp_path / "gradebook.db") as book:
        assert book.execute("select count(*) from submitted_assignment").fetchone() == (1,)


def test_a_clock_that_jumps_changes_nothing(monkeypatch):
    """The machine's date jumps by years at every look: the same record, the same notebook."""
    task = Task(kit.SLUG, "ada", as_bytes(finished(COURSE, kit.SLUG)), b"secret", "seed", kit.SUBMITTED_AT)
    before = pipeline.grade(task, kit.ROOT)
    times = iter(range(10**9))
    monkeypatch.setattr(time, "time", lambda: (-1) ** next(times) * 1e9)
    after = pipeline.grade(task, kit.ROOT)
    assert before.record["status"] == GRADED
    assert judged_alike(before.record, after.record)
    assert before.notebook == after.notebook
    assert 0 <= after.record["wall_seconds"] < 60


@pytest.mark.parametrize("name", [b"caf\xe9", b"\xff\xfe"])
def test_a_folder_whose_name_is_no_text_is_said(tmp_path, name):
    """Half a name can't be written into any record: the batch goes on, the reason says which folder to rename."""
    grading = handed_in(tmp_path, "ada")
    (tmp_path / "submitted" / "ada").rename(tmp_path / "submitted" / os.fsdecode(name))
    (found,) = grading.submissions(kit.SLUG)
    assert isinstance(found, Submitted)
    assert "not UTF-8" in found.problem
    batch.keep(grading, batch.Progress(batch.could_not(COURSE, found, found.problem), fresh=True))

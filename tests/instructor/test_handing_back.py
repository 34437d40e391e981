"""Points go back as other programs read them; what could not be graded is never a 0; manual grading survives."""

import csv
import io
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest
from nbgrader.api import Gradebook

from autograder.grading.collect import collect
from autograder.grading.gradebook import GradebookError, GradebookWriter, final_scores
from autograder.grading.nbgrader_run import nbgrader
from autograder.grading.record import new_record, write_atomically, write_record
from autograder.grading.roster import Listed
from autograder.report.export import canvas_csv, moodle_csv, nbgrader_csv
from autograder.stock import caught_log
from tests.instructor import room
from tests.instructor.room import SLUG

NOT_GRADED = {"cut-off", "renamed"}
COLUMNS = {SLUG: {"ada": 12.5, "cut-off": None, "=cmd()": 0.0}, "01-heatmaps": {"ada": 3.0}}
WHO = {"ada": Listed("ada", "12", "Lovelace, Ada")}
MAXIMA = {SLUG: 53, "01-heatmaps": 29}


def rows(text: str) -> list[list[str]]:
    """A CSV text as rows."""
    return list(csv.reader(io.StringIO(text)))


def record(course, points: int, status: str = "graded", student: str = "ada") -> dict:
    """A record in which the first exercise has some points."""
    first = course.assignment(SLUG).exercises[0]
    row = {"name": first.name, "points": points, "max_points": first.points, "checks": []}
    return new_record(SLUG, student, 50) | {"status": status, "points": points, "exercises": [row], "reason": "empty"}


@pytest.fixture
def book(course, grading):
    """A gradebook of records, and a look into it as formgrader has."""
    grading.root.mkdir()

    def write(*records: dict) -> Gradebook:
        with GradebookWriter(course, grading.db_url) as writer:
            writer.write(records)
        with caught_log():
            return Gradebook(grading.db_url, course.config.COURSE_ID)

    return write


def test_manual_points_and_comments_survive_a_regrade(course, grading, book):
    """What a person gave for a question, a check and in words stays when the checks give other points."""
    question, check = course.assignment(SLUG).questions[0].name, f"{course.assignment(SLUG).exercises[0].name}-check"
    with closing(book(record(course, 2))) as gradebook, caught_log():
        gradebook.find_grade(question, SLUG, SLUG, "ada").manual_score = 2.5
        gradebook.find_grade(check, SLUG, SLUG, "ada").extra_credit = 1
        gradebook.find_comment(question, SLUG, SLUG, "ada").manual_comment = "well argued"
        gradebook.db.commit()
    with closing(book(record(course, 5))) as gradebook, caught_log():
        assert gradebook.find_grade(check, SLUG, SLUG, "ada").auto_score == 5
        assert gradebook.find_grade(question, SLUG, SLUG, "ada").manual_score == 2.5
        assert gradebook.find_comment(question, SLUG, SLUG, "ada").comment == "well argued"
    assert final_scores(course, grading.db_url, [SLUG]) == {SLUG: {"ada": 8.5}}


def test_an_earlier_score_does_not_stand_for_a_broken_resubmission(course, book):
    """Whoever hands in something that can't be graded has no automatic points, and needs a person."""
    book(record(course, 5)).close()
    with closing(book(record(course, 0, "could_not_grade"))) as gradebook, caught_log():
        assert all(g.auto_score is None for n in _notebooks(gradebook) for g in n.grades if g.name.endswith("-check"))
        assert all(g.needs_manual_grade for n in _notebooks(gradebook) for g in n.grades)


def _notebooks(gradebook: Gradebook) -> list:
    return gradebook.find_submission(SLUG, "ada").notebooks


def test_lateness_takes_off_points_given_by_hand_too(course, grading, book):
    """A share for each day begun, of the points there are when they are handed back."""
    with closing(book(record(course, 5) | {"submitted_at": room.LATE})) as gradebook, caught_log():
        assert gradebook.find_submission(SLUG, "ada").late_submission_penalty == pytest.approx(1.0)
        gradebook.find_grade(course.assignment(SLUG).questions[0].name, SLUG, SLUG, "ada").manual_score = 3
        gradebook.db.commit()
    assert final_scores(course, grading.db_url, [SLUG])[SLUG]["ada"] == pytest.approx(8 - 1.6)


def test_lateness_that_is_gone_takes_nothing_off(course, grading, book):
    """An extension, or a punctual resubmission, gives the points back."""
    book(record(course, 5) | {"submitted_at": room.LATE}).close()
    with closing(book(record(course, 5))) as gradebook, caught_log():
        assert gradebook.find_submission(SLUG, "ada").late_submission_penalty == 0
    assert final_scores(course, grading.db_url, [SLUG])[SLUG]["ada"] == 5


def test_questions_wait_for_a_person(course, book):
    """A short answer is ready to be graded by hand; checks that were decided are not."""
    with closing(book(record(course, 5))) as gradebook, caught_log():
        waiting = {g.name: g.needs_manual_grade for n in _notebooks(gradebook) for g in n.grades}
    assert all(waiting[question.name] for question in course.assignment(SLUG).questions)
    assert not waiting[f"{course.assignment(SLUG).exercises[0].name}-check"]


def test_canvas_wants_five_columns_and_points_possible():
    """Canvas: who in five columns, then a column a work, and a row of points possible under the head."""
    head, possible, *students = rows(canvas_csv(COLUMNS, MAXIMA, WHO))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", SLUG, "01-heatmaps"]
    assert [cell.strip() for cell in possible] == ["Points Possible", "", "", "", "", "53", "29"]
    assert students[1] == ["Lovelace, Ada", "12", "", "ada", "", "12.5", "3"]
    assert students[2][:4] == ["cut-off", "", "", "cut-off"]


def test_moodle_wants_a_username_and_columns():
    """Moodle: a username, then a column a work."""
    assert rows(moodle_csv(COLUMNS, MAXIMA, WHO))[0] == ["username", SLUG, "01-heatmaps"]


def test_nbgrader_wants_a_row_a_submission():
    """nbgrader: assignment, student_id, score, max_score."""
    assert rows(nbgrader_csv(COLUMNS, MAXIMA, WHO))[2] == [SLUG, "ada", "12.5", "53"]


@pytest.mark.parametrize("write", [canvas_csv, moodle_csv, nbgrader_csv])
def test_no_result_is_empty_and_nought_is_nought(write):
    """What could not be graded is left empty; a real 0 is 0; a name never becomes a formula."""
    found = {row[0] if write is not nbgrader_csv else row[1]: row for row in rows(write(COLUMNS, MAXIMA, WHO))}
    at = {canvas_csv: 5, moodle_csv: 1, nbgrader_csv: 2}[write]
    assert found["cut-off"][at] == ""
    assert found["'=cmd()"][at] == "0"


@pytest.mark.parametrize("kind", ["nbgrader", "canvas", "moodle"])
def test_export_lists_what_it_leaves_empty(own_course, graded, kind):
    """The file has no points for what could not be graded, the terminal names it, the exit code is 1."""
    done = room.attn(own_course, graded.root, "export", "03", "--for", kind)
    assert done.returncode == 1, done.stdout + done.stderr
    text = (graded.root / "exports" / f"{kind}.csv").read_text()
    for student in NOT_GRADED:
        assert f"{student}  {SLUG}: " in done.stdout
        row = next(row for row in rows(text) if student in row)
        assert not {"0", "0.0"} & set(row)
    assert "50" in next(row for row in rows(text) if "best" in row)
    assert f"{SLUG}: " in done.stdout.splitlines()[-1]
    assert "submissions wait for points by hand" in done.stdout.splitlines()[-1]


def test_nbgrader_export_has_no_nought_either(own_course, graded, monkeypatch):
    """nbgrader's own export command leaves empty what could not be graded, and takes off for lateness."""
    monkeypatch.setenv("ATTN_COURSE", str(own_course))
    target = graded.root / "grades.csv"
    done = nbgrader(["export", f"--to={target}"], graded.root)
    assert done.returncode == 0, done.stderr
    found = {row["student_id"]: row for row in csv.DictReader(io.StringIO(target.read_text()))}
    assert {student for student, row in found.items() if row["score"] == ""} == NOT_GRADED
    assert (found["best"]["score"], found["late"]["score"]) == ("50.0", "40.0")


def test_feedback_pages_need_no_network(own_course, graded, monkeypatch):
    """nbgrader's feedback has the table of the checks and formulas, and asks no other place for anything."""
    monkeypatch.setenv("ATTN_COURSE", str(own_course))
    done = nbgrader(["generate_feedback", SLUG, "--student=best"], graded.root)
    assert done.returncode == 0, done.stderr
    text = (graded.feedback / "best" / SLUG / f"{SLUG}.html").read_text()
    assert "<math" in text
    assert "each row" in text.lower()
    assert "(hidden)" in text
    assert "<script src" not in text
    assert '<link rel="stylesheet" href="http' not in text


@pytest.mark.parametrize("url", ["postgresql+psycopg2://nobody@127.0.0.1:1/none", "sqlite:////proc/none/gradebook.db"])
def test_a_database_that_is_away_is_a_sentence(course, url):
    """A gradebook that can't be reached is named, with the reason."""
    with pytest.raises(GradebookError) as error:
        GradebookWriter(course, url)
    assert str(error.value).startswith(f"gradebook {url}: can't be opened")


def test_a_damaged_gradebook_stops_the_command(own_course, graded):
    """A gradebook that is no database: one sentence, exit code 2, no export written."""
    (graded.root / "gradebook.db").write_bytes(b"this is no database" * 100)
    done = room.attn(own_course, graded.root, "export", "03")
    assert done.returncode == 2
    assert done.stderr.startswith("attn: gradebook sqlite:///")
    assert "Traceback" not in done.stderr
    assert not (graded.root / "exports").exists()


def test_a_lost_gradebook_is_drawn_again_from_the_records(own_course, graded):
    """Records are what counts: grading again grades nothing anew and gives the same points."""
    before = _points(graded)
    (graded.root / "gradebook.db").unlink()
    assert room.attn(own_course, graded.root, "grade", "03").returncode == 1
    assert _points(graded) == before


def _points(grading) -> list:
    copy = shutil.copy(grading.root / "gradebook.db", grading.root / "copy.db")
    with closing(sqlite3.connect(copy)) as database:
        return sorted(database.execute("select auto_score, needs_manual_grade from grade").fetchall(), key=str)


def test_feedback_goes_back_under_the_names_that_came(course, grading, attn, tmp_path):
    """The zip for the LMS names each page as the file that was handed in; without pages a sentence says how."""
    name = f"adaada_12_900_{SLUG}-1.ipynb"
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        archive.writestr(name, "{}")
    collect(course, grading, tmp_path / "download.zip", SLUG, [Listed("ada", "12")])
    for student in ("ada", "zoe"):
        write_record(grading.results / SLUG / f"{student}.json", record(course, 5, student=student))
    assert "run `nbgrader generate_feedback" in attn("export", "03", "--for", "feedback").stderr
    for student in ("ada", "zoe"):
        write_atomically(grading.feedback / student / SLUG / f"{SLUG}.html", student.encode())
    assert attn("export", "03", "--for", "feedback").exit_code == 0
    with zipfile.ZipFile(grading.root / "exports" / "feedback" / f"{SLUG}.zip") as back:
        pages = {name: back.read(name) for name in back.namelist()}
    assert pages == {name.replace(".ipynb", ".html"): b"ada", f"zoe/{SLUG}.html": b"zoe"}


def test_grading_into_a_database_that_is_away_grades_nothing(tmp_path):
    """The gradebook is opened first: a sentence, exit code 2, and no record that the gradebook does not know."""
    course = room.own_course(tmp_path / "course")
    with (course / "course_config.py").open("a") as table:
        table.write('\nDB_URL = "postgresql://nobody@127.0.0.1:1/none"\n')
    room.hand_in(tmp_path / "grading")
    done = room.attn(course, tmp_path / "grading", "grade", "03")
    assert done.returncode == 2
    assert done.stderr.startswith("attn: gradebook postgresql+psycopg2://nobody@127.0.0.1:1/none: can't be opened")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "grading" / "results").exists()

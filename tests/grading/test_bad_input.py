"""What an instructor's folder can look like: a clear sentence and exit code 2, or a record that says why not."""

import os
import shutil
import sqlite3
import subprocess

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.grading.places import Grading
from tests.grading import kit


@pytest.fixture
def attn(monkeypatch):
    """`attn grade` in this process, on a grading."""
    monkeypatch.setenv("ATTN_COURSE_SECRET", kit.SECRET)
    monkeypatch.setenv("ATTN_COURSE", str(kit.ROOT))
    return lambda grading, *words: CliRunner().invoke(app, ["grade", *words, "--grading", str(grading)])


def sentence(result) -> str:
    """The one line of a command that could not run."""
    assert result.exit_code == 2
    lines = result.stderr.strip().splitlines()
    assert "Traceback" not in result.stderr
    assert lines[0].startswith("attn: ")
    return lines[0]


def test_no_submissions_are_said(attn, tmp_path):
    """The sentence shows where they were expected; nothing is made."""
    assert f"expected {tmp_path}/submitted/<student>/<assignment>/<assignment>.ipynb" in sentence(attn(tmp_path, "03"))
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_assignment_is_said_with_those_there_are(attn, tmp_path):
    """One look at the sentence shows the right spelling."""
    said = sentence(attn(tmp_path, "33-scoring-functions"))
    assert "expected one of 01-heatmaps" in said
    assert "got '33-scoring-functions'" in said


def test_a_pattern_that_fits_nobody_is_said(attn, tmp_path):
    """--student with a slip in it grades nobody, and says so."""
    kit.hand_in(tmp_path, "ada", b"{")
    assert "found none" in sentence(attn(tmp_path, "03", "--student", "adda"))


def test_an_unknown_level_of_isolation_is_said(attn, tmp_path):
    """No submission is touched under a level that nobody has heard of."""
    kit.hand_in(tmp_path, "ada", b"{")
    assert "expected one of full, landlock, rlimits, got 'none'" in sentence(attn(tmp_path, "--isolation", "none"))


def test_a_gradebook_that_is_none_is_said(attn, tmp_path):
    """Something else lies where the gradebook should: its name and the reason, before anything is graded."""
    kit.hand_in(tmp_path, "ada", kit.answered())
    (tmp_path / "gradebook.db").write_text("hello, I am no database" * 100)
    assert "gradebook.db: can't be opened" in sentence(attn(tmp_path, "03"))
    assert kit.records(tmp_path) == {}


def test_a_grading_folder_that_is_a_file_is_said(attn, tmp_path):
    """--grading names a file."""
    (tmp_path / "grading").write_text("")
    assert "found none" in sentence(attn(tmp_path / "grading", "03"))


@pytest.mark.parametrize("found", [b"", b"short"])
def test_a_secret_that_is_none_is_said(attn, tmp_path, monkeypatch, found):
    """An empty or cut file is no secret: nobody is graded with data that can be guessed."""
    monkeypatch.delenv("ATTN_COURSE_SECRET")
    kit.hand_in(tmp_path, "ada", kit.answered())
    (tmp_path / "secret").write_bytes(found)
    assert "expected a secret of at least 16 characters" in sentence(attn(tmp_path, "03"))
    assert kit.records(tmp_path) == {}


def test_a_secret_that_cannot_be_read_is_no_fault_of_a_student(attn, tmp_path, monkeypatch):
    """The sentence names the secret, and nobody's notebook."""
    monkeypatch.delenv("ATTN_COURSE_SECRET")
    kit.hand_in(tmp_path, "ada", kit.answered())
    (tmp_path / "secret").mkdir()
    assert f"{tmp_path / 'secret'}: expected the secret of this grading" in sentence(attn(tmp_path, "03"))


def test_a_secret_is_made_once_and_for_its_owner(tmp_path):
    """Nobody else may read it; who asks again gets the same."""
    secret = Grading(tmp_path).secret()
    assert Grading(tmp_path).secret() == secret
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_scheduler_that_is_no_address_is_said(attn, tmp_path):
    """At once, with an example."""
    kit.hand_in(tmp_path, "ada", b"{")
    assert "expected an address such as tcp://host:8786" in sentence(attn(tmp_path, "03", "--scheduler", "foo"))


def test_a_course_that_is_not_where_it_is_said_to_be(tmp_path):
    """No other course is taken in its place."""
    (tmp_path / "nowhere").mkdir()
    done = kit.attn(tmp_path, "grade", "03", course=tmp_path / "nowhere")
    assert done.returncode == 2
    assert f"expected course_config.py in {tmp_path / 'nowhere'}" in done.stderr


def test_half_a_record_is_graded_again(attn, tmp_path):
    """A record without all its fields is none."""
    kit.hand_in(tmp_path, "ada", b"{")
    place = tmp_path / "results" / kit.SLUG / "ada.json"
    place.parent.mkdir(parents=True)
    place.write_text('{"status": "graded"}')
    attn(tmp_path, "03")
    assert "not JSON" in kit.records(tmp_path)["ada"]["reason"]


def as_somebody() -> list[str]:
    """A prefix for commands that root's rights must not help; empty for an ordinary user."""
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root writes everywhere")
def test_a_read_only_gradebook_is_said_and_loses_no_record(tmp_path):
    """The record is kept, the sentence names the gradebook; once it can be written, the next run fills it."""
    kit.hand_in(tmp_path, "ada", b"{not json")
    assert kit.attn(tmp_path, "grade", "03").returncode == 2
    book = tmp_path / "gradebook.db"
    kit.hand_in(tmp_path, "alan", b"{not json either")
    book.chmod(0o444)
    line = [*as_somebody(), *kit.command("grade", "03")]
    done = subprocess.run(
        line, cwd=kit.ROOT, env=kit.environment(tmp_path), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert "gradebook" in done.stderr
    assert "readonly" in done.stderr.replace("-", "").replace(" ", "")
    assert "Traceback" not in done.stderr
    book.chmod(0o644)
    kit.attn(tmp_path, "grade", "03")
    assert list(kit.records(tmp_path)) == ["ada", "alan"]
    with sqlite3.connect(book) as database:
        assert database.execute("select count(*) from submitted_assignment").fetchone() == (2,)

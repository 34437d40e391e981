"""attn check on files, folders and slugs; on save; and attn progress."""

import hashlib
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.classroom import as_bytes, finished
from autograder.student.standing import Standing, Standings, standings
from autograder.student.watch import saves
from tests.student.conftest import COURSE

SLUG = "03-scoring-functions"


def attn(*arguments, folder=None, **variables):
    """Run `attn` as a student does."""
    command = [sys.executable, "-c", "from autograder.cli import main; main()", *map(str, arguments)]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ATTN_")}
    return subprocess.run(command, cwd=folder, env=plain | variables, capture_output=True, text=True, check=False)


@pytest.fixture
def answered(folder):
    """A finished notebook in a student's folder, save for one exercise."""
    (folder / f"{SLUG}.ipynb").write_bytes(as_bytes(finished(COURSE, SLUG, {"sum_scores": None})))
    return folder


def test_a_notebook_is_checked_afresh(answered):
    """The report fits 80 columns and ends with the file to hand in and its hash; what is left to do is exit code 1."""
    done = attn("check", answered / f"{SLUG}.ipynb")
    assert done.returncode == 1
    assert "03 Scoring functions · sum_scores                                    not started" in done.stdout
    assert "19 of 21 points from the visible checks" in done.stdout
    digest = hashlib.sha256((answered / f"{SLUG}.ipynb").read_bytes()).hexdigest()
    assert done.stdout.splitlines()[-2:] == [f"hand in: {answered / SLUG}.ipynb", f"sha256:  {digest}"]
    assert done.stderr == ""
    assert all(len(line) <= 80 or line.startswith(("hand in", "sha256")) for line in done.stdout.splitlines())


def test_the_same_for_machines(answered):
    """--json says the same of the folder: points, every check, remarks."""
    done = attn("check", SLUG, "--json", folder=answered.parent)
    (found,) = json.loads(done.stdout)
    assert (found["points"], found["max_points"], found["remarks"]) == (19, 21, [])
    states = {name: {line["state"] for line in lines} for name, lines in found["exercises"].items()}
    assert states.pop("sum_scores") == {"unfinished"}
    assert set.union(*states.values()) == {"pass"}


def test_a_finished_notebook_has_exit_code_0_and_a_lost_one_2(answered):
    """0: all visible checks pass and the file is fine; 2: there is nothing to check, with a reason."""
    (answered / f"{SLUG}.ipynb").write_bytes(as_bytes(finished(COURSE, SLUG)))
    assert attn("check", folder=answered).returncode == 0
    lost = attn("check", "nowhere", folder=answered)
    assert (lost.returncode, lost.stdout) == (2, "")
    assert lost.stderr.startswith("attn: nowhere: expected a notebook")


@pytest.mark.parametrize("text", ["{", "[]", '{"slug": "03"}', ""])
@pytest.mark.parametrize("name", ["checks.json", "expected.bin"])
def test_a_damaged_hand_out_is_said(answered, name, text):
    """Half a download, or a file of something else: one sentence and exit code 2, from every command."""
    (answered / "checks" / name).write_text(text)
    commands = (["check"], ["progress"]) if name == "checks.json" else (["check"],)
    for command in commands:
        done = attn(*command, folder=answered)
        assert done.returncode == 2
        assert done.stderr.startswith("attn: checks: expected the folder `checks` of the hand-out")


def test_a_terminal_without_our_letters_gets_others(answered):
    """Where the encoding has no dot, something stands in its place."""
    done = attn("check", folder=answered, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "03 Scoring functions ? masked_softmax" in done.stdout


def test_a_save_is_noticed_once_it_is_whole(tmp_path, monkeypatch):
    """Each file is given at the start and after every save that has come to rest, not while it is being written."""
    file = tmp_path / "a.ipynb"
    file.write_text("one")
    being_written = iter(["two", "two thr", "two three"])
    noticed = saves([file])
    monkeypatch.setattr("autograder.student.watch.time.sleep", lambda _: None)
    assert next(noticed) == file
    write = lambda _: file.write_text(text) if (text := next(being_written, "")) else None
    monkeypatch.setattr("autograder.student.watch.time.sleep", write)
    assert next(noticed) == file
    assert file.read_text() == "two three"


def test_watching_checks_again_on_save(answered):
    """attn check --watch runs the checks at the start and after a save, and ends with Ctrl-C."""
    command = [sys.executable, "-c", "from autograder.cli import main; main()", "check", "--watch"]
    with subprocess.Popen(command, cwd=answered, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        points = (line for line in watching.stdout if "points from the visible checks" in line and line[0].isdigit())
        assert next(points) == "19 of 21 points from the visible checks\n"
        (answered / f"{SLUG}.ipynb").write_bytes(as_bytes(finished(COURSE, SLUG)))
        assert next(points) == "21 of 21 points from the visible checks\n"
        time.sleep(0.5)  # let the check end, so that Ctrl-C meets the one that waits
        watching.send_signal(signal.SIGINT)
        try:
            assert watching.wait(60) == 0
        finally:
            watching.kill()


def test_progress_says_what_is_next(answered):
    """Points of every assignment that lies here, from inside one of them too, and the first thing left to do."""
    done = attn("progress", folder=answered)
    assert done.returncode == 0
    assert " 03 Scoring functions                   [##################..]  19 of 21" in done.stdout
    assert "next: sum_scores in 03-scoring-functions" in done.stdout


def test_progress_as_a_picture():
    """In a notebook the same rows are bars in a picture, with the numbers in words and what is next below."""
    rows = [Standing("01-heatmaps", "01 Heatmaps & cues", 11, 11), Standing("03-x", "03 X", 5, 20, "masked_softmax")]
    drawn = Standings(rows)._repr_html_()
    assert drawn.count("<rect") == 2 * len(rows)
    assert "width='60'" in drawn
    assert "01 Heatmaps &amp; cues" in drawn
    assert "next: masked_softmax in 03-x" in drawn
    assert "all visible checks pass; hidden checks run after you submit" in repr(Standings(rows[:1]))


def test_a_notebook_that_is_not_there_has_no_points(folder):
    """An assignment whose notebook is missing counts as not begun."""
    (folder / f"{SLUG}.ipynb").unlink()
    (row,) = itertools.islice(standings(Path()), 5)
    assert (row.points, row.next) == (0, "masked_softmax")

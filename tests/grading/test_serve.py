"""attn serve: what arrives is graded once, in turn, and nothing but the disk is remembered."""

import getpass
import json
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest

from autograder.classroom import as_bytes
from autograder.course import CourseError
from autograder.grading.arrivals import Folder, Inbound, Settled
from autograder.grading.gradebook import final_scores
from autograder.grading.hand_back import HandBack
from autograder.grading.places import Grading, Submitted
from autograder.grading.serve import Server, problem_of
from autograder.grading.status_page import status_page
from autograder.grading.turns import LONGEST_PAUSE, PAUSE, QUIET, Turns
from tests.grading import kit

ME = getpass.getuser()


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def item(student, slug=kit.SLUG):
    """A submission that nobody reads."""
    return Submitted(slug, student, None)


def graded_in_turn(turns, clock):
    """Grade whoever is ready, one second each, until nobody is."""
    order = []
    while one := turns.next():
        order.append(one.student)
        clock.now += 1
        turns.done(one)
    return order


def test_first_come_first_served():
    """Those who wait are graded in the order in which they came."""
    clock = Clock()
    turns = Turns(clock)
    for student in ("carl", "ada", "emmy"):
        turns.add(item(student))
        clock.now += 1
    assert graded_in_turn(turns, clock) == ["carl", "ada", "emmy"]


def test_resubmitting_every_second_starves_nobody():
    """A student who hands in again after every grading is graded less and less often; everybody else at once."""
    clock = Clock()
    turns = Turns(clock)
    for student in range(60):
        turns.add(item("eve"))
        turns.add(item(f"student{student}"))
        order = graded_in_turn(turns, clock)
        assert f"student{student}" in order
    clock.now += LONGEST_PAUSE
    assert turns.next().student == "eve"  # who hands in last is graded all the same
    assert 3 <= turns._past["eve"].gradings <= 6


def test_only_the_newest_version_waits():
    """Ten versions of one submission are one grading, of the last one, in the place of the first."""
    clock = Clock()
    turns = Turns(clock)
    for number in range(10):
        turns.add(Submitted(kit.SLUG, "ada", None, problem=str(number)))
        clock.now += 1
    turns.add(item("alan"))
    assert turns.waiting() == 2
    assert turns.next().problem == "9"


def test_a_student_has_one_turn_at_a_time():
    """While one submission of a student is graded, the others of theirs are held back."""
    turns = Turns(Clock())
    turns.add(item("ada"))
    turns.add(item("ada", "04-bahdanau"))
    first = turns.next()
    assert turns.next() is None
    assert turns.held_back() == 1
    turns.done(first)
    assert turns.next() is None


def test_a_quiet_student_is_as_new():
    """After a while without a grading the pause is the shortest again."""
    clock = Clock()
    turns = Turns(clock)
    for _ in range(5):
        turns.add(item("ada"))
        clock.now += LONGEST_PAUSE
        turns.done(turns.next())
    clock.now += QUIET + 1
    turns.add(item("ada"))
    turns.done(turns.next())
    turns.add(item("ada"))
    clock.now += PAUSE
    assert turns.next().student == "ada"


def test_what_is_still_being_copied_is_not_taken():
    """A thing passes when two looks in a row find it the same, and once for each change."""
    settled = Settled()
    looks = [1, 2, 3, 3, 3, 3, 4, 4]
    assert [settled.passes("a", look) for look in looks] == [False] * 3 + [True] + [False] * 3 + [True]


def test_a_folder_says_what_changed(tmp_path):
    """A submission is told of when it has come, and again when it is replaced."""
    folder = Folder(Grading(tmp_path), [kit.SLUG])
    kit.hand_in(tmp_path, "ada", b"one")
    told = [[one.student for one in folder.arrived()] for _ in range(3)]
    kit.hand_in(tmp_path, "ada", b"another")
    told += [[one.student for one in folder.arrived()] for _ in range(3)]
    assert told == [[], ["ada"], [], [], ["ada"], []]


def put_inbound(inbound, student, second, text=b"{}"):
    """Put a submission where `nbgrader submit` puts it."""
    when = f"2027-02-20 10:00:{second:02d}.000000 UTC"
    folder = inbound / f"{student}+{kit.SLUG}+{when}+x1y2"
    folder.mkdir(parents=True)
    (folder / f"{kit.SLUG}.ipynb").write_bytes(text)
    (folder / "timestamp.txt").write_text(when)
    (folder / "submission_secret.txt").write_text("a secret")
    return folder


def collected(tmp_path, any_owner=True, looks=2):
    """Look at the inbound folder -> what was said."""
    inbound = Inbound(tmp_path / "inbound", Grading(tmp_path), [kit.SLUG], any_owner)
    return [said for _ in range(looks) for said in inbound.collect()]


def test_the_newest_of_the_exchange_is_taken(tmp_path):
    """Of several submissions of a student the latest stands, and an older one never takes its place."""
    put_inbound(tmp_path / "inbound", ME, 1, b"old")
    put_inbound(tmp_path / "inbound", ME, 9, b"new")
    put_inbound(tmp_path / "inbound", ME, 5, b"between")
    assert collected(tmp_path, any_owner=False) == []
    taken = tmp_path / "submitted" / ME / kit.SLUG
    assert (taken / f"{kit.SLUG}.ipynb").read_bytes() == b"new"
    assert (taken / "submission_secret.txt").read_text() == "a secret"
    assert kit.submitted(tmp_path, ME).submitted_at.startswith("2027-02-20T10:00:09")


def test_nobody_hands_in_for_somebody_else(tmp_path):
    """A folder that names another student than its owner is refused, said once, unless every owner is believed."""
    put_inbound(tmp_path / "inbound", "ada", 1)
    said = collected(tmp_path, any_owner=False, looks=4)
    assert len(said) == 1
    assert f"of ada, and it belongs to {ME}" in said[0]
    assert not (tmp_path / "submitted").exists()
    assert collected(tmp_path) == []
    assert (tmp_path / "submitted" / "ada").is_dir()


@pytest.mark.parametrize("name", ["..", ".hidden", "a*b"])
def test_a_name_that_is_no_folder_is_refused(tmp_path, name):
    """A student's name from the exchange can't lead out of the folder of submissions."""
    put_inbound(tmp_path / "inbound", name, 1)
    assert "can't be the name" in collected(tmp_path)[0]


def test_a_locked_folder_costs_nobody_else_anything(tmp_path, monkeypatch):
    """A student may lock or remove a folder at any moment: it is refused with the reason, and others are taken."""
    put_inbound(tmp_path / "inbound", "eve", 1)
    put_inbound(tmp_path / "inbound", "ada", 1)

    def owner(path):
        if path.name.startswith("eve"):
            raise PermissionError(13, "Permission denied")
        return "ada"

    monkeypatch.setattr("autograder.grading.arrivals._owner", owner)
    assert [said.partition(": ")[2] for said in collected(tmp_path)] == ["refused: it can't be read: Permission denied"]
    assert (tmp_path / "submitted" / "ada").is_dir()


def test_a_killed_page_process_is_replaced(tmp_path):
    """Whoever makes feedback pages may die: that page has a reason, and the next is made by another process."""
    hand_back = HandBack(kit.ROOT, tmp_path, exchange=False)
    first = hand_back.give("no-such-slug", "ada")
    while not hand_back._pool._processes:
        time.sleep(0.01)
    for process in hand_back._pool._processes.values():
        process.kill()
    assert "BrokenProcessPool" in problem_of(first)
    assert "no-such-slug" in problem_of(hand_back.give("no-such-slug", "ada"))
    hand_back.end()


def test_links_in_the_exchange_are_not_followed(tmp_path):
    """A link in place of the notebook is not read: the submission arrives without a notebook."""
    (tmp_path / "private").write_text("points")
    notebook = put_inbound(tmp_path / "inbound", "eve", 1) / f"{kit.SLUG}.ipynb"
    notebook.unlink()
    notebook.symlink_to(tmp_path / "private")
    assert collected(tmp_path) == []
    assert "no notebook" in kit.submitted(tmp_path, "eve").problem


def test_the_page_shows_counts_only():
    """The page and its JSON say what the status says; there is nothing else, and it is for this machine."""
    with status_page(0, lambda: {"being_graded": 2}) as address:
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address + "status.json", timeout=30) as page:
            assert json.load(page) == {"being_graded": 2}
        with urllib.request.urlopen(address, timeout=30) as page:
            assert "<td>being graded</td><td>2</td>" in page.read().decode()
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(address + "../secret", timeout=30)
        missing.value.close()


def serve_until(server, condition, db_url):
    """Serve in a thread until something holds."""
    stop, failed = threading.Event(), []

    def run():
        try:
            server.run(stop, db_url)
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive() and not condition():
        time.sleep(0.05)
    stop.set()
    thread.join()
    if failed:
        raise failed[0]


def test_what_arrives_is_graded_and_a_restart_grades_nothing_twice(tmp_path, monkeypatch):
    """What comes gets record, points and page; what has a record when serving begins again is left alone."""
    exchange = tmp_path / "exchange"
    for name, value in (kit.environment(tmp_path) | {"ATTN_EXCHANGE": str(exchange)}).items():
        monkeypatch.setenv(name, value)
    grading, said = Grading(tmp_path), []
    inbound_folder = exchange / kit.COURSE.config.COURSE_ID / "inbound"
    kit.hand_in(tmp_path, "ada", kit.answered())
    put_inbound(inbound_folder, "alan", 1, as_bytes(kit.answered(scorers_agree=kit.WRONG_LAST)))
    kit.hand_in(tmp_path, "carl", b"not a notebook")
    inbound = Inbound(inbound_folder, grading, kit.COURSE.slugs, any_owner=True)
    hand_back = HandBack(kit.ROOT, grading.submitted, exchange=True)
    server = Server(kit.COURSE, grading, "full", 1, said.append, inbound, hand_back)
    serve_until(server, lambda: server.status()["pages_handed_back"] == 2 or len(said) > 3, grading.db_url)
    points = {student: record["points"] for student, record in kit.records(tmp_path).items()}
    assert points == {"ada": kit.FULL, "alan": kit.WITHOUT_LAST, "carl": 0}
    assert final_scores(kit.COURSE, grading.db_url, [kit.SLUG])[kit.SLUG] == points
    assert server.status()["could_not_be_graded"] == 1
    assert len(said) == 3, said
    assert (grading.feedback / "ada" / kit.SLUG / f"{kit.SLUG}.html").is_file()
    assert len(list((inbound_folder.parent / "feedback").glob("*.html"))) == 1  # alan's, who has used the exchange

    before = {path: path.stat().st_mtime_ns for path in grading.results.rglob("*.json")}
    (tmp_path / "gradebook.db").unlink()  # as if the end had come between the record and the gradebook
    (grading.submitted / "carl" / kit.SLUG / f"{kit.SLUG}.ipynb").unlink()
    again = Server(kit.COURSE, grading, "full", 1, said.append, inbound)
    serve_until(again, lambda: again.status()["could_not_be_graded"], grading.db_url)
    after = {path: path.stat().st_mtime_ns for path in grading.results.rglob("*.json")}
    assert {path.stem for path in before if before[path] != after[path]} == {"carl"}
    assert again.status()["stood_already"] == 2
    assert final_scores(kit.COURSE, grading.db_url, [kit.SLUG])[kit.SLUG] == points


def test_a_course_that_changes_meanwhile_stops_serving(tmp_path):
    """No result is kept under a version of the checks that it was not made by."""
    kit.hand_in(tmp_path, "ada", b"not a notebook")
    server = Server(kit.COURSE, Grading(tmp_path), "full", 1, lambda _: None)
    server.versions[kit.SLUG] = "another version"
    with pytest.raises(CourseError, match="changed while serving"):
        serve_until(server, lambda: False, Grading(tmp_path).db_url)
    assert kit.records(tmp_path) == {}


def test_ctrl_c_and_sigterm_end_it_in_peace_and_two_never_serve_one_folder(tmp_path):
    """Each signal stops it with exit code 0; a second server of the same folder says that there is one."""
    for kind in (signal.SIGINT, signal.SIGTERM):
        environment = kit.environment(tmp_path) | {"PYTHONUNBUFFERED": "1"}
        line = kit.command("serve", "--port", "0")
        process = subprocess.Popen(line, cwd=kit.ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        with process:
            assert "Ctrl-C ends it" in process.stdout.readline()
            if kind == signal.SIGTERM:
                other = kit.attn(tmp_path, "serve", "--port", "0")
                assert other.returncode == 2
                assert "another `attn serve`" in other.stderr
            process.send_signal(kind)
            assert process.wait(60) == 0
            assert "everything that was graded is kept" in process.stdout.read()

"""An instructor's evening in nbgrader's formgrader: the buttons take the safe path, and the server goes on serving."""

import csv
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from autograder.classroom import Made, as_bytes, finished
from autograder.course import open_course
from autograder.sandbox.doctor import available, best_level
from tests.browser.conftest import PATIENCE, _free_port, _wait_for
from tests.instructor import crowd, room
from tests.instructor.room import BEFORE_DUE, ROOT, SLUG

PICTURES = os.environ.get("ATTN_PICTURES")  # where `make pictures` wants the screenshots
ANSWERS = {"ada": {}, "alan": {"masked_softmax": "def masked_softmax(scores, valid_lens=None):\n    return scores"}}


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    """A course and two submissions that nobody has graded yet."""
    if best_level() != "full":
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
    top = tmp_path_factory.mktemp("evening")
    course = room.own_course(top / "course")
    for student, answers in ANSWERS.items():
        notebook = finished(open_course(ROOT), SLUG, answers)
        _answer(notebook.cells).source = "The softmax of equal scores is uniform, whoever made the scores."
        Made(student, SLUG, as_bytes(notebook), BEFORE_DUE).write(course / "grading" / "submitted")
    return course


def _question() -> str:
    return open_course(ROOT).assignment(SLUG).questions[0].name


def _answer(cells):
    """The cell below the question, where the answer is written."""
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    return cells[names.index(_question()) + 1]


def _environment(course: Path) -> dict[str, str]:
    top = course.parent
    own = {"HOME": str(top), "JUPYTER_CONFIG_DIR": str(top / "config"), "JUPYTER_DATA_DIR": str(top / "data")}
    own |= {"JUPYTER_RUNTIME_DIR": str(top / "runtime"), "IPYTHONDIR": str(top / "ipython"), "OMP_NUM_THREADS": "1"}
    own |= {"ATTN_COURSE": str(course), "ATTN_COURSE_SECRET": room.SECRET, "PYTHONPATH": str(ROOT)}
    own |= {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    return {name: value for name, value in os.environ.items() if not name.startswith(("ATTN_", "PYTEST_"))} | own


@pytest.fixture(scope="module")
def office(browser, evening):  # noqa: ARG001 - without a browser no server is started
    """A Jupyter server in the course; gives its address."""
    port, log = _free_port(), evening.parent / "server.log"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token="]
    with log.open("w") as file:
        server = subprocess.Popen(command, cwd=evening, env=_environment(evening), stdout=file, stderr=file)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture
def window(browser):
    """A window of its own."""
    context = browser.new_context(viewport={"width": 1180, "height": 860})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def _press(window, office: str, student: str, button: str) -> None:
    """Press a button of one student's row under Manage Assignments > submissions."""
    window.goto(f"{office}/formgrader/manage_submissions/{SLUG}")
    window.locator("tr", has=window.locator(".student-id", has_text=student)).locator(f"td.{button} a").click()


def _served_while(window, office: str) -> int:
    """How many answers the server gives until nbgrader's box says that it is done."""
    answers = 0
    while not window.locator("#success-modal, #error-modal").count():
        answers += "started" in json.loads(_get(f"{office}/api/status"))
        window.wait_for_timeout(100)
    return answers


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()


def test_the_assignment_and_its_submissions_are_listed(window, office):
    """Manage Assignments knows what lies in the folders, before anything was graded."""
    window.goto(f"{office}/formgrader/manage_assignments")
    row = window.locator("tr", has_text=SLUG)
    row.locator(".num-submissions", has_text="2").wait_for()


def test_the_autograde_button_takes_the_safe_path(window, office, evening):
    """The button grades in the sandbox, and the server answers others meanwhile."""
    for student in ANSWERS:
        _press(window, office, student, "autograde")
        answers = _served_while(window, office)
        assert "Successfully autograded" in window.locator(".modal-body").inner_text()
        record = json.loads((evening / "grading" / "results" / SLUG / f"{student}.json").read_text())
        assert (record["status"], record["isolation"]) == ("graded", "full")
        assert answers >= 3 or student != "ada"  # the first one waits for torch; a blocked server answers nobody


def test_a_manual_answer_is_graded_with_a_comment(window, office, evening, tmp_path):
    """A short answer stands beside its mark scheme and the checks' table; points and comment are saved."""
    window.goto(f"{office}/formgrader/gradebook/{SLUG}/{SLUG}")
    known = json.loads(_get(f"{office}/formgrader/api/submitted_notebooks/{SLUG}/{SLUG}"))
    mine = next(each["id"] for each in known if each["student"] == "ada")
    with window.expect_response(lambda response: "/api/grades" in response.url):
        window.locator(f"a[href*='{mine}']").first.click()
    window.locator(f"[id='{_question()}']").fill("2")
    with window.expect_response(lambda response: "/api/grade/" in response.url and response.ok):
        window.keyboard.press("Tab")
    window.locator(f"[id='{_question()}-comment']").fill("Say also what the softmax makes of them.")
    with window.expect_response(lambda response: "/api/comment/" in response.url and response.ok):
        window.keyboard.press("Tab")
    window.locator(f"[id='{_question()}']").scroll_into_view_if_needed()
    window.screenshot(path=Path(PICTURES or tmp_path) / "formgrader.png")
    assert "(hidden)" in window.content()
    assert "BEGIN MARK SCHEME" in window.content()
    assert _exported(evening)["ada"] == "52.0"


def _exported(course: Path) -> dict[str, str]:
    """Points by student, as nbgrader's export command writes them."""
    target = course / "grading" / "grades.csv"
    command = [sys.executable, "-m", "nbgrader", "export", f"--to={target}"]
    done = subprocess.run(command, cwd=course, env=_environment(course), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {row["student_id"]: row["score"] for row in csv.DictReader(target.read_text().splitlines())}


def test_feedback_is_made_by_the_button(browser, window, office, evening, tmp_path):
    """The feedback page has points, table, formulas and the comment, and opens without a network."""
    _press(window, office, "ada", "generate-feedback")
    window.locator("#success-modal").wait_for()
    page = evening / "grading" / "feedback" / "ada" / SLUG / f"{SLUG}.html"
    offline = browser.new_context(offline=True, viewport={"width": 1180, "height": 860})
    reader = offline.new_page()
    reader.goto(page.as_uri())
    assert reader.locator("math").count() > 0
    reader.get_by_text("Say also what the softmax makes of them.").first.scroll_into_view_if_needed()
    reader.screenshot(path=Path(PICTURES or tmp_path) / "feedback.png")
    offline.close()


def test_the_report_is_used_by_keyboard(browser, tmp_path):
    """The page of a class opens offline, and Tab and Enter reach the figure and open all results."""
    crowd.write(crowd.crowd(open_course(ROOT), SLUG, 40), tmp_path / "results")
    done = room.attn(ROOT, tmp_path, "report", "03")
    assert done.returncode == 0, done.stderr
    offline = browser.new_context(offline=True, viewport={"width": 1000, "height": 1000})
    reader = offline.new_page()
    reader.goto((tmp_path / "reports" / f"{SLUG}.html").as_uri())
    reader.screenshot(path=Path(PICTURES or tmp_path) / "report.png")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.getAttribute('aria-label')") == "students and checks"
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.get_by_text("student017", exact=True).wait_for()
    offline.close()

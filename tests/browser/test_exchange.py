"""nbgrader's exchange from JupyterLab's assignment list: fetch, work, submit; and the instructor collects."""

import os
import subprocess
import sys

from autograder.classroom import as_bytes, finished
from tests.browser.conftest import COURSE, SLUG


def nbgrader(place, *arguments):
    """Run one of nbgrader's commands as the course's instructor."""
    own = os.environ | {"ATTN_EXCHANGE": str(place / "exchange"), "ATTN_GRADING": str(place / "grading")}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=COURSE.root, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_fetch_and_submit(page, place):
    """What is fetched in the assignment list can be submitted there, and what is collected is what was submitted."""
    nbgrader(place, "release_assignment", SLUG)
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()
    page.get_by_role("button", name="Fetch").click()
    submit = page.get_by_role("button", name="Submit")
    submit.wait_for()
    fetched = place / "home" / SLUG
    assert {path.name for path in fetched.iterdir()} >= {f"{SLUG}.ipynb", "checks", "given"}
    done = as_bytes(finished(COURSE, SLUG))
    (fetched / f"{SLUG}.ipynb").write_bytes(done)
    submit.click()
    page.locator("#submitted_assignments_list .list_item", has_text=SLUG).first.wait_for()
    nbgrader(place, "collect", SLUG)
    collected = list((place / "grading" / "submitted").glob(f"*/{SLUG}/{SLUG}.ipynb"))
    assert [path.read_bytes() for path in collected] == [done]

"""A student in JupyterLab: a wrong answer, a right one, and nbgrader's Validate button."""

import contextlib
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

from autograder.build.kit import TOP
from autograder.checks.answers import find_answers
from autograder.classroom import as_bytes, finished
from tests.browser.conftest import COURSE, PATIENCE, SLUG

EXERCISE = "masked_softmax"
NOTEBOOK = f"{TOP}/{SLUG}/{SLUG}.ipynb"
PICTURES = os.environ.get("ATTN_PICTURES")  # where `make pictures` wants the screenshots


def answer(kind, name):
    """The code of a recorded answer, without its diagnosis."""
    found = next(a for a in find_answers(COURSE.answers, SLUG, EXERCISE) if (a.kind, a.path.stem) == (kind, name))
    return re.sub(r'\A""".*?"""\s*import torch\s*', "", found.source, flags=re.S)


class Notebook:
    """An open notebook, by the names of its cells."""

    def __init__(self, page, lab, path):
        self.page = page
        page.goto(f"{lab}/lab/tree/{path}?reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")

    def cell(self, text):
        """The code cell that holds a text."""
        holds = self.page.locator(".cm-content", has_text=text)
        return self.page.locator(".jp-Notebook .jp-CodeCell").filter(has=holds).first

    def run(self, text):
        """Run the cell that holds a text, and wait for its end."""
        cell = self.cell(text)
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        for _ in range(5):  # a page that is still being built swallows keys, as every student knows
            cell.locator(".cm-content").click()
            self.page.keyboard.press("Control+Enter")
            with contextlib.suppress(TimeoutError):
                prompt.filter(has_not_text=before).wait_for(timeout=PATIENCE / 10)
                break
        prompt.filter(has_text=re.compile(r"\[\d+\]"), has_not_text=before).wait_for()
        return cell

    def fill(self, text, source):
        """Replace what the cell holds, as by hand."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)


def picture(page, stub, name, tmp_path):
    """Take a screenshot of a stub with its check below it."""
    stub.evaluate("cell => cell.scrollIntoView({block: 'start'})")
    page.mouse.move(0, 0)
    page.screenshot(path=Path(PICTURES or tmp_path) / name)


def test_a_wrong_answer_is_explained_and_a_right_one_passes(page, lab, tmp_path):
    """The check cell shows gap and diagnosis of a wrong answer with a picture, and says when all is right."""
    notebook = Notebook(page, lab, NOTEBOOK)
    notebook.run("from autograder import check")
    notebook.fill(f"def {EXERCISE}", answer("wrong", "query_axis"))
    notebook.run(f"def {EXERCISE}")
    cell = notebook.run(f'check("{EXERCISE}")')
    table = cell.locator(".attn-report")
    table.wait_for()
    said = table.inner_text()
    assert "1 of 5 points from the visible checks" in said
    assert "batch 0, query 0, key 0: expected 0.5000, got 1.0000" in said
    assert "looks like: The softmax runs over the queries" in said
    assert "read: Padding gets no weight" in said
    assert table.locator("img").get_attribute("alt").startswith("your matrix, the expected one and their difference")
    assert cell.locator(".jp-RenderedText").inner_text().startswith(f"{EXERCISE}: 1 of 5 points")
    picture(page, notebook.cell(f"def {EXERCISE}"), "check-fails.png", tmp_path)

    notebook.fill(f"def {EXERCISE}", answer("right", "minus_infinity"))
    notebook.run(f"def {EXERCISE}")
    cell = notebook.run(f'check("{EXERCISE}")')
    table = cell.locator(".attn-report", has_text="all visible checks pass")
    table.wait_for()
    assert "hidden checks run after you submit" in table.inner_text()
    assert cell.locator(".jp-RenderedText").count() == 0
    picture(page, notebook.cell(f"def {EXERCISE}"), "check-passes.png", tmp_path)


@pytest.mark.parametrize("done", [False, True])
def test_the_validate_button(page, lab, place, done):
    """nbgrader's Validate names the exercise that has something left to do, and is content when all checks pass."""
    name = f"{TOP}/{SLUG}/validate-{done}.ipynb"
    wanted = {exercise.name: "" if done else None for exercise in COURSE.assignment(SLUG).exercises}
    (place / "home" / name).write_bytes(as_bytes(finished(COURSE, SLUG, wanted)))
    Notebook(page, lab, name)
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.filter(has_text=re.compile("passes all the tests|failed")).wait_for()
    said = dialog.inner_text()
    assert ("Success! Your notebook passes all the tests." in said) == done, said
    assert (f"{EXERCISE}: not started" in said) == (not done), said

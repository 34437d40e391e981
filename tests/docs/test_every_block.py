"""No command of a block on a page goes untyped: a test follows the page, or another place runs the command."""

import pytest

from tests.docs.pages import PAGES, ROOT, typed

FOLLOWED_BY = {
    "README.md": "test_short_pages.py",
    "docs/cluster.md": "test_cluster.py",
    "docs/jupyterhub.md": "test_short_pages.py",
    "docs/record-an-answer.md": "test_short_pages.py",
    "docs/run-a-course.md": "test_run_a_course.py",
    "docs/write-a-check.md": "test_short_pages.py",
    "docs/write-an-assignment.md": "test_write_an_assignment.py",
}
ELSEWHERE = {  # what a reader's test leaves out -> who runs it, and by which words
    "make env": ("Makefile", "test: env"),
    "make demo": ("tests/instructor/test_demo.py", "autograder.demo"),
    "make test": (".ci/run", "make test"),
    "jupyter lab": ("tests/browser/conftest.py", "jupyter"),
    ".venv/bin/python -m benchmarks.run each scale": (".github/workflows/weekly.yml", "bench]"),
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_who_has_commands_is_followed(page):
    """Every page with a command in a block has its reader among these tests."""
    reader = FOLLOWED_BY.get(str(page.relative_to(ROOT)))
    if list(typed(page)):
        assert reader, f"nobody follows {page.name}"
        assert f'"{page.name}"' in (ROOT / "tests" / "docs" / reader).read_text(encoding="utf-8")
    else:
        assert reader is None


@pytest.mark.parametrize("command", ELSEWHERE)
def test_what_is_left_out_is_run_elsewhere(command):
    """The place that is named has the words."""
    place, words = ELSEWHERE[command]
    assert words in (ROOT / place).read_text(encoding="utf-8")
    assert any(command == line.partition("#")[0].strip() for page in PAGES for line in typed(page))

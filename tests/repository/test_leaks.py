"""What students get holds no answer, no hidden check and no recorded answer."""

import shutil

import pytest

from autograder.build.solutions import solution_lines
from autograder.course import open_course
from tests.repository.leaks import forbidden_lines, leaks

COURSE = open_course()


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_a_release_gives_no_answer_away(slug):
    """No line of an answer of this section or a later one, of a hidden check or a recorded answer is in a release."""
    assert leaks(COURSE, slug, COURSE.release(slug)) == []


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_a_leak_would_be_found(slug, tmp_path):
    """One line of an answer put into a copy of the release is found."""
    copy = tmp_path / slug
    shutil.copytree(COURSE.release(slug), copy)
    forbidden = forbidden_lines(COURSE, slug)
    module = COURSE.root / "attn_solutions" / f"{COURSE.assignment(slug).module}.py"
    line = next(line for line in solution_lines(module) if line in forbidden)
    (copy / "given" / "__init__.py").write_text(f"x = 1\n    {line}\n")
    assert leaks(COURSE, slug, copy) == [f"__init__.py: {line}"]

"""Every assignment has all its parts, and the parts fit together."""

import ast
import json
import re

import pytest

from autograder.build.solutions import definitions
from autograder.checks.answers import find_answers
from autograder.course import open_course

COURSE = open_course()
SLUGS = COURSE.slugs
IMPORTS_ALLOWED = {
    "course_config.py": set(),
    "attn_solutions": {"attn_solutions"},
    "autograder": {"autograder", "course_config"},
}
OURS = {"attn_solutions", "autograder", "course_config", "tests", "nbgrader_config"}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_assignment_has_all_its_parts(slug):
    """Text, notebook, release, reference, visible and hidden checks, recorded answers and hints are there."""
    module = COURSE.assignment(slug).module
    for part in (
        f"source/{slug}/{slug}.md",
        f"source/{slug}/{slug}.ipynb",
        f"source/{slug}/hints.toml",
        f"release/{slug}/{slug}.ipynb",
        f"release/{slug}/checks/checks.json",
        f"attn_solutions/{module}.py",
        f"tests/public/test_{module}.py",
        f"tests/hidden/test_{module}.py",
        f"tests/solutions/test_{module}.py",
        f"tests/answers/{slug}",
    ):
        assert (COURSE.root / part).exists(), part


@pytest.mark.parametrize("slug", SLUGS)
def test_points_of_checks_add_up(slug):
    """The checks of an exercise are worth the exercise's points; some are visible and some are hidden."""
    for exercise in COURSE.assignment(slug).exercises:
        checks = [check for check in COURSE.checks(slug) if check.exercise == exercise.name]
        assert sum(check.points for check in checks) == exercise.points, exercise.name
        assert {check.visible for check in checks} == {True, False}, exercise.name


@pytest.mark.parametrize("slug", SLUGS)
def test_points_are_for_drawn_data(slug):
    """A check on fixed data earns nothing, so that copying the numbers shown earns nothing."""
    fixed = [
        check.name for check in COURSE.checks(slug) if check.visible and check.points and "draw" not in check.arguments
    ]
    assert fixed == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_exercise_has_a_definition_and_answers(slug):
    """Every exercise is defined by the reference and has recorded wrong and right answers."""
    known = definitions(COURSE.root / "attn_solutions" / f"{COURSE.assignment(slug).module}.py")
    for exercise in COURSE.assignment(slug).exercises:
        kinds = {answer.kind for answer in find_answers(COURSE.answers, slug, exercise.name)}
        assert exercise.name in known
        assert kinds == {"wrong", "right"}, exercise.name


def test_the_bank_is_large_enough():
    """At least 250 wrong and 90 right answers are recorded."""
    kinds = [answer.kind for answer in find_answers(COURSE.answers)]
    assert kinds.count("wrong") >= 250
    assert kinds.count("right") >= 90


@pytest.mark.parametrize("slug", SLUGS)
def test_cells_are_named_for_good(slug):
    """Ids come from grade_id or position, outputs are empty, and a question carries its rubric for graders only."""
    for folder, rubric in (("source", True), ("release", False)):
        notebook = json.loads((COURSE.root / folder / slug / f"{slug}.ipynb").read_text())
        ids = [cell["id"] for cell in notebook["cells"]]
        assert len(set(ids)) == len(ids)
        for cell in notebook["cells"]:
            marks = cell["metadata"].get("nbgrader")
            assert not cell.get("outputs")
            assert marks is None or cell["id"] == marks["grade_id"]
            assert marks is not None or re.fullmatch(r"cell-\d+|\w+-answer", cell["id"])
            if marks and marks["task"]:
                assert ("MARK SCHEME" in "".join(cell["source"])) == rubric


def test_imports_point_one_way():
    """The table imports nothing of ours, answers only answers, the tool never the reference when it loads."""
    for place, allowed in IMPORTS_ALLOWED.items():
        top = COURSE.root / place
        for path in [top] if top.is_file() else top.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = (
                        [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                    )
                    strangers = {name.split(".")[0] for name in names} & OURS - allowed
                    assert not strangers, f"{path}:{node.lineno}"

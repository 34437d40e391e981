"""What a student sees beside the words: matrices with their difference, figures, and help on a name."""

import ast
import base64
import json
import re

import pytest
import torch

from autograder.checks.verdicts import Gap
from autograder.student.pictures import _draw_gap
from autograder.student.report import Line, as_html, as_text
from tests.student.conftest import COURSE


def svg(image):
    """The drawing inside an <img>."""
    return base64.b64decode(re.search(r"base64,([^']+)'", image)[1]).decode()


def test_cells_that_differ_have_a_frame():
    """Theirs, the expected matrix and the difference stand side by side; what differs is framed in two of them."""
    wanted = torch.tensor([[0.5, 0.5], [1.0, 0.0]]).double()
    theirs = wanted + torch.tensor([[0.0, 0.25], [0.0, 0.0]])
    drawn = svg(_draw_gap(Gap("", theirs, wanted)))
    assert [drawn.index(f">{title}<") for title in ("yours", "expected", "difference")] == sorted(
        drawn.index(f">{title}<") for title in ("yours", "expected", "difference")
    )
    assert drawn.count("stroke='black'") == 2
    assert ">0.75<" in drawn
    assert ">0.25<" in drawn


@pytest.mark.parametrize(
    ("theirs", "wanted"),
    [
        (torch.ones(2, 3), torch.ones(3, 2)),
        (torch.ones(5), torch.zeros(5)),
        (torch.ones(50, 50), torch.zeros(50, 50)),
        (None, None),
    ],
)
def test_no_picture_where_it_would_say_nothing(theirs, wanted):
    """Other shapes, vectors and matrices too large to be seen get words alone."""
    assert _draw_gap(Gap("", theirs, wanted)) == ""


def test_the_first_matrix_that_differs_is_shown():
    """Of a batch, the matrix that is drawn is the first that is off; NaN counts as off."""
    wanted = torch.zeros(3, 2, 2).double()
    theirs = wanted.clone()
    theirs[1, 0, 0] = torch.nan
    assert "(matrix 1 of 3)" in _draw_gap(Gap("", theirs, wanted))


@pytest.mark.parametrize("folder", ["01-heatmaps"], indirect=True)
def test_a_figure_stands_beside_the_expected_one(student):
    """A failing heatmap exercise shows the student's figure and the expected one, with what is on them."""
    bank = COURSE.answers / "01-heatmaps" / "show_heatmaps"
    student.run((bank / "wrong" / "rows_and_columns_exchanged.py").read_text())
    student.check("show_heatmaps")
    drawn = svg(student.shown[-1].picture)
    assert "yours: 2.5 by 2.5 inches, one colour bar" in drawn
    assert "expected: 2.5 by 2.5 inches, one colour bar" in drawn
    assert "Queries" in drawn


def test_html_and_text_say_the_same():
    """Every word of the plain-text report is in the HTML, where student text is escaped."""
    lines = [
        Line("fail", "Rows sum to <one>", 0, 2, "got 2 & 3", "the wrong axis", "Weights"),
        Line("pass", "Mask", 1, 1),
    ]
    page = re.sub(r"<[^>]+>", " ", as_html("03 X", lines))
    words = as_text("03 X", lines).replace("<", "&lt;").replace(">", "&gt;").replace(" & ", " &amp; ").split()
    assert [word for word in words if word not in page] == []


INHERITED = {"DotProductAttentionDecoder", "AdditiveMultiHeadAttention"}  # said by the class they inherit from
NO_TENSOR = {"show_heatmaps", "make_translator"}  # gives a figure, gives a model


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_every_stub_has_help(slug):
    """Shift-Tab on an exercise shows its effect, and what goes in and comes out: `x [B T] -> [B T D]`."""
    names = {exercise.name for exercise in COURSE.assignment(slug).exercises}
    notebook = json.loads((COURSE.release(slug) / f"{slug}.ipynb").read_text())
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in names:
            stub = ast.walk(ast.parse("".join(cell["source"])))
            helps = [ast.get_docstring(node) for node in stub if isinstance(node, ast.FunctionDef | ast.ClassDef)]
            assert all(helps), f"{slug}: {name}: a definition without a docstring"
            assert "->" in " ".join(helps) or name in INHERITED | NO_TENSOR, f"{slug}: {name}"


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_every_exercise_has_hints(slug):
    """Every exercise has a hint or more, and none of them is a line of code that could be the answer."""
    facts = json.loads((COURSE.release(slug) / "checks" / "checks.json").read_text())
    for exercise in facts["exercises"]:
        assert exercise["hints"], exercise["name"]
        assert not [hint for hint in exercise["hints"] if re.search(r"\breturn\b.*[(=]", hint)], exercise["name"]

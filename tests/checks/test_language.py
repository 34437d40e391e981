"""What a file of checks must be: refused at collection, with the line and what to do, if it is not."""

import pytest

from autograder.checks.language import CheckError, load_checks

HEAD = "from autograder.checks import exercise\n\n\n"
MARK = '@exercise("double", points=2, needs="test_before", read="Twice")\n'
GOOD = MARK + 'def test_it(student, draw):\n    """It is so."""\n'


def loaded(folder, text, visible=False):
    """The checks of a file with this text."""
    path = folder / "test_toy.py"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_checks(path, visible)


def test_a_check_carries_what_its_mark_says(tmp_path):
    """Name, claim, points, needs, heading, and what it asks for."""
    (check,) = loaded(tmp_path, GOOD + "    student(lambda my: my.double(2))\n")
    assert (check.name, check.claim, check.points, check.needs) == ("test_it", "It is so", 2, ("test_before",))
    assert (check.exercise, check.read, check.visible, check.arguments) == (
        "double",
        "Twice",
        False,
        ["student", "draw"],
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('def test_it(student):\n    """It is so."""\n', r"test_toy.py: test_it: expected @exercise\(...\) above it"),
        (
            '@exercise("a")\ndef test_it(student):\n    pass\n',
            "test_it: expected a docstring, the line a student reads",
        ),
        ('@exercise("a")\ndef test_it(student, tmp_path):\n    """So."""\n', r"this one asks for \['tmp_path'\]"),
        ("import attn_solutions\n", r"test_toy.py:4: a check asks `expected\(probe\)`; it imports no attn_solutions"),
        ("from attn_solutions.heatmaps import show\n", "imports no attn_solutions"),
        ("import torch, attn_solutions.heatmaps as h\n", "imports no attn_solutions"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(tmp_path, text, words):
    """The sentence says where and what was expected."""
    with pytest.raises(CheckError, match=words):
        loaded(tmp_path, text)


@pytest.mark.parametrize("name", ["expected", "draw", "student", "attn_solutions"])
@pytest.mark.parametrize("probe", ["lambda my: my.double({0})", "lambda my, x=3: [{0}.normal(x) for _ in my.names]"])
def test_a_probe_that_reaches_for_our_side_is_refused(tmp_path, name, probe):
    """What stays here must not travel with a probe: the data are made before it."""
    with pytest.raises(CheckError, match=rf"test_toy.py:7: the probe reaches for `{name}`, which stays on this side"):
        loaded(tmp_path, GOOD + f"    student({probe.format(name)})\n")


def test_a_named_probe_is_held_to_the_same_rule(tmp_path):
    """A function whose first argument is `my` is a probe."""
    inner = "    def probe(my):\n        return my.double(draw.normal(3))\n    student(probe)\n"
    with pytest.raises(CheckError, match="test_toy.py:8: the probe reaches for `draw`"):
        loaded(tmp_path, GOOD + inner)


def test_a_name_of_the_probes_own_is_its_own(tmp_path):
    """An argument may be called draw; and what is no probe may use draw."""
    body = "    student(lambda my, draw=draw.normal(3): my.double(draw))\n    sorted([1], key=lambda x: draw.seed)\n"
    assert len(loaded(tmp_path, GOOD + body)) == 1

"""Every sentence about a notebook, its file and its folder, beside what makes the tool say so."""

import ast
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

import autograder
from autograder.course import open_course
from autograder.notebook_text import CannotGrade, read_notebook
from autograder.student import notebook
from autograder.student.handout import HandoutError, handout_at
from autograder.student.notebook_file import open_notebook
from autograder.student.report import headline, lines_of
from autograder.student.run_file import run_file

SLUG = "03-scoring-functions"
RELEASE = open_course().release(SLUG)
SPOKEN = {"HandoutError", "CannotGrade", "NotYet", "Remark"}  # whoever is called with a sentence for a student
READ = ["notebook_text", "student/handout", "student/notebook_file", "student/notebook", "student/run_file"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder of its own."""
    home = tmp_path / SLUG
    shutil.copytree(RELEASE, home)
    monkeypatch.chdir(home)
    return home


def cells(*sources):
    """A notebook of code cells: (grade_id, source)."""
    made = [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": name}} if name else {}, "source": source}
        for name, source in sources
    ]
    return json.dumps({"cells": made, "nbformat": 4})


EXERCISES = [exercise.name for exercise in open_course().assignment(SLUG).exercises]
WHOLE = [(name, "") for name in EXERCISES]

# the notebook's cells | what `attn check` asks to look at
REMARKS = [
    (WHOLE[1:], "cells: the cell of masked_softmax is missing. Was it deleted? Copy it back from a fresh notebook"),
    ([*WHOLE, WHOLE[0]], "cells: the cell of masked_softmax stands there 2 times. Keep the one that counts"),
    (
        [*WHOLE, ("", "if False:\n    name = input()")],
        "input(): cell 7, line 2 waits for somebody to type; nobody will. Take it out",
    ),
    ([*WHOLE, ("", "1 / 0")], "runs: cell 7 stops with ZeroDivisionError: division by zero"),
    ([*WHOLE, ("", "def f(:")], "runs: cell 7 stops with SyntaxError: invalid syntax (<string>, line 1)"),
    (
        [*WHOLE, ("", "while True: pass")],
        "runs: cell 7: your code was stopped: it ran longer than allowed. Is there a loop that never ends?",
    ),
]

# the file's bytes | why it can't be read
UNREADABLE = [
    (b"", "the file is empty"),
    (b" " * 1_100_000 + b"{}", "the file has 1 MB, more than the 1 MB allowed; clear its outputs"),
    (b"\xff\xfe", "the file is not UTF-8 text, so it is no notebook"),
    (
        b"[1",
        "the file is not a notebook: it is not JSON (Expecting ',' delimiter: line 1 column 3 (char 2))",
    ),
    (b'{"worksheets": []}', "the file is not a notebook of format 4: it has no list of cells"),
    (json.dumps({"cells": [{}] * 1001}).encode(), "the notebook has 1001 cells, more than the 1000 allowed"),
]


@pytest.mark.parametrize(("made", "sentence"), REMARKS)
def test_what_is_said_of_a_notebook(folder, monkeypatch, made, sentence):
    """The cells on the left make `attn check` say the sentence on the right, and nothing else."""
    if "while True" in made[-1][1]:
        monkeypatch.setattr("autograder.student.run_file.CELL_SECONDS", 0.2)
    (folder / f"{SLUG}.ipynb").write_text(cells(*made))
    remarks = [re.sub(r"<[\w -]+>", "<string>", remark.text) for remark in run_file(open_notebook(Path())).remarks]
    assert remarks == [sentence]


def test_what_is_said_of_a_renamed_file(folder):
    """A file under another name is asked to be renamed."""
    (folder / f"{SLUG}.ipynb").rename("mine.ipynb")
    remarks = [remark.text for remark in open_notebook(Path("mine.ipynb")).remarks()]
    assert remarks == [f"name: expected {SLUG}.ipynb, got mine.ipynb. Rename the file, or it can't be found"]


@pytest.mark.parametrize(("raw", "sentence"), UNREADABLE)
def test_what_is_said_of_a_file_that_is_no_notebook(raw, sentence):
    """The bytes on the left are refused with the sentence on the right."""
    with pytest.raises(CannotGrade) as refused:
        read_notebook(raw, 1)
    assert str(refused.value) == sentence


def test_what_is_said_where_nothing_can_be_read(folder):
    """A file cut short, one that is gone, a folder that is none, and lost checks have a sentence each."""
    file = folder / f"{SLUG}.ipynb"
    file.write_text("{}")
    said = [sentence_of(open_notebook, Path())]
    file.write_text(json.dumps({"cells": [{"source": 5}]}))
    said.append(sentence_of(open_notebook, Path()))
    file.unlink()
    said += [sentence_of(open_notebook, Path()), sentence_of(open_notebook, Path("09"))]
    assert said == [
        f"{SLUG}.ipynb: the file is not a notebook of format 4: it has no list of cells. "
        "Was it saved whole? Open it in JupyterLab and save it again",
        f"{SLUG}.ipynb: a cell of the notebook is not text, or longer than any answer. "
        "Was it saved whole? Open it in JupyterLab and save it again",
        f"{SLUG}.ipynb: can't be read: No such file or directory",
        "09: expected a notebook, the folder of one, or an assignment's name; found none of these",
    ]


def test_what_is_said_of_a_lost_folder(tmp_path):
    """A notebook without its checks is asked whether it was moved."""
    assert sentence_of(handout_at, tmp_path) == (
        f"checks: expected the folder `checks` of the hand-out beside the notebook in {tmp_path}, "
        "could not read it (FileNotFoundError). Was the notebook moved without its folder? Unpack it again."
    )


def sentence_of(call, argument):
    """What a student reads instead of an error."""
    with pytest.raises(HandoutError) as refused:
        call(argument)
    return str(refused.value)


def in_a_notebook(monkeypatch, call, names=None):
    """What a cell shows, and what it ends with."""
    shown = []
    monkeypatch.setattr(notebook, "display", lambda item: shown.append(repr(item)))
    monkeypatch.setattr(notebook, "get_ipython", lambda: None if names is None else SimpleNamespace(user_ns=names))
    try:
        call()
    except notebook.NotYet as error:
        shown.append("".join(error._render_traceback_()))
    return shown


@pytest.mark.usefixtures("folder")
def test_what_a_check_cell_ends_with(monkeypatch):
    """A check cell that has something left to do ends with one line."""
    name = "masked_softmax"
    assert in_a_notebook(monkeypatch, lambda: notebook.check(name), {})[-1] == (
        "masked_softmax: not started (see the table above)"
    )
    assert in_a_notebook(monkeypatch, lambda: notebook.check("softmax"), {}) == [
        f"exercise: expected one of {', '.join(EXERCISES)}, got 'softmax'"
    ]
    assert in_a_notebook(monkeypatch, lambda: notebook.check(name)) == [
        "check: expected to be called in a notebook; in a terminal use `attn check FILE`"
    ]

    def pressed(*_):
        raise KeyboardInterrupt

    assert in_a_notebook(monkeypatch, lambda: notebook.check(name), {name: pressed}) == [
        "masked_softmax: the check was interrupted. Run the cell again to see how it goes"
    ]


@pytest.mark.usefixtures("folder")
def test_what_a_hint_says(monkeypatch):
    """Hints come one at a time and are counted; where there is none, it says where to look."""
    monkeypatch.setattr(notebook, "_hints_given", {})
    row = handout_at(Path.cwd()).exercises["sum_scores"]
    monkeypatch.setitem(row, "hints", ["Think.", "Think again."])
    shown = [in_a_notebook(monkeypatch, lambda: notebook.hint("sum_scores"))[0] for _ in range(3)]
    monkeypatch.setitem(row, "hints", [])
    shown += in_a_notebook(monkeypatch, lambda: notebook.hint("sum_scores"))
    assert shown == [
        "hint 1 of 2: Think.",
        "hint 2 of 2 (the last one): Think again.",
        "hint 2 of 2 (the last one): Think again.",
        "There is no hint for sum_scores. Its docstring says what is wanted: Shift-Tab on its name shows it.",
    ]


def test_the_headline_of_a_report():
    """The headline never says more than the visible checks can."""

    def outcome(state, points, kind=""):
        check = SimpleNamespace(claim="", points=2, read="")
        return SimpleNamespace(check=check, outcome=state, points=points, kind=kind, message="", diagnosis="")

    good, bad, open_ = outcome("pass", 2), outcome("fail", 0, "gap"), outcome("fail", 0, "unfinished")
    assert [headline(lines_of(outcomes)) for outcomes in ([good, good], [good, bad], [open_, open_])] == [
        "all visible checks pass; hidden checks run after you submit",
        "2 of 4 points from the visible checks",
        "not started",
    ]


def test_the_table_is_complete():
    """Every sentence that the modules above are written with stands in this file."""
    here = ast.parse(Path(__file__).read_text())
    told = [text for node in ast.walk(here) if (text := _text(node, "…")) is not None]
    home = Path(autograder.__file__).parent
    missing = [
        pattern
        for name in READ
        for pattern in _spoken(ast.parse((home / f"{name}.py").read_text()))
        if not any(re.search(pattern, text) for text in told)
    ]
    assert missing == []


def _spoken(tree):
    """The sentences of a module, as patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPOKEN and node.args:
            parts = _parts(node.args[0])
            if parts and any(len(part) > 3 for part in parts):
                yield ".+".join(map(re.escape, parts))


def _parts(node):
    """The fixed parts of a text, in order."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        joined = "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
        return joined.split("\0")
    return None


def _text(node, gap):
    parts = _parts(node)
    return gap.join(parts) if parts else None

"""A student's notebook without a browser: its folder, its names, and what its cells show."""

import shutil
import sys
from types import SimpleNamespace

import pytest
import torch

from autograder.course import open_course
from autograder.student import notebook

COURSE = open_course()


class Notebook:
    """The names of a notebook, and calls of check() in it."""

    def __init__(self, monkeypatch):
        self.names = {"torch": torch, "nn": torch.nn}
        self.shown = []
        monkeypatch.setattr(notebook, "get_ipython", lambda: SimpleNamespace(user_ns=self.names))
        monkeypatch.setattr(notebook, "display", self.shown.append)

    def run(self, source):
        """Run a cell."""
        exec(source, self.names)  # noqa: S102 - as a notebook does

    def check(self, exercise):
        """Run a check cell; give the report as text, and the line the cell ends with."""
        try:
            notebook.check(exercise)
        except notebook.NotYet as end:
            return repr(self.shown[-1]), str(end)
        return repr(self.shown[-1]), ""


@pytest.fixture
def folder(tmp_path, monkeypatch, request):
    """A student's copy of a release (03 unless a test names another), which is where they are."""
    slug = getattr(request, "param", "03-scoring-functions")
    shutil.copytree(COURSE.release(slug), tmp_path / slug)
    monkeypatch.chdir(tmp_path / slug)
    monkeypatch.syspath_prepend(tmp_path / slug)
    for name in [name for name in sys.modules if name.split(".")[0] == "given"]:
        monkeypatch.delitem(sys.modules, name)
    return tmp_path / slug


@pytest.fixture
def student(folder, monkeypatch):  # noqa: ARG001 - they are in their folder
    """A student at work."""
    return Notebook(monkeypatch)

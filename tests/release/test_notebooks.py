"""Notebooks run in a fresh kernel: ours to the end with full marks, the released one until something is left to do."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from autograder.course import open_course
from autograder.grading.nbgrader_run import nbgrader

COURSE = open_course()
QUICK = "03-scoring-functions"
EVERY = [slug if slug == QUICK else pytest.param(slug, marks=pytest.mark.slow) for slug in COURSE.slugs]
RUN = """
import json, sys
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

path, folder = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
try:
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": folder}}).execute()
except CellExecutionError as error:
    pass
nbformat.write(notebook, sys.argv[1])
"""


def ran(folder, slug):
    """A copy of a notebook's folder, its notebook run from the top until a cell fails."""
    environment = os.environ | {"ATTN_COURSE": str(COURSE.root), "PYTHONPATH": str(COURSE.root), "OMP_NUM_THREADS": "1"}
    line = [sys.executable, "-W", "ignore", "-c", RUN, str(folder / f"{slug}.ipynb"), str(folder)]
    subprocess.run(line, env=environment, cwd=folder, check=True, timeout=1200, capture_output=True)
    return nbformat.read(folder / f"{slug}.ipynb", as_version=4).cells


def errors(cells):
    """Where cells stopped: name, type and words."""
    return [
        (cell.metadata.get("nbgrader", {}).get("grade_id", cell.id), output.ename, output.evalue)
        for cell in cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]


def points(cells):
    """What stock nbgrader would read: the value of each check cell."""
    return {
        cell.metadata.nbgrader.grade_id: float(output.data["text/plain"])
        for cell in cells
        for output in cell.get("outputs", [])
        if cell.metadata.get("nbgrader", {}).get("grade") and output.output_type == "execute_result"
    }


@pytest.mark.parametrize("slug", EVERY)
def test_the_source_runs_to_its_end_with_full_marks(tmp_path, slug):
    """No cell fails, demonstrations included, and each check cell is worth all its points."""
    cells = ran(shutil.copytree(COURSE.source(slug), tmp_path / slug), slug)
    assert errors(cells) == []
    assert all(cell.execution_count for cell in cells if cell.cell_type == "code" and cell.source.strip())
    assert points(cells) == {
        f"{exercise.name}-check": exercise.points for exercise in COURSE.assignment(slug).exercises
    }


@pytest.mark.parametrize("slug", EVERY)
def test_the_release_stops_kindly_at_the_first_exercise(tmp_path, slug):
    """Run All comes to the first check, which says in one line that it is not started."""
    cells = ran(shutil.copytree(COURSE.release(slug), tmp_path / slug), slug)
    ((where, kind, said),) = errors(cells)
    first = COURSE.assignment(slug).exercises[0].name
    assert (where, kind) == (f"{first}-check", "NotYet")
    assert said.startswith(f"{first}: ")
    assert "Traceback" not in said


def validated(folder, slug):
    """What `nbgrader validate` says of a copy of a notebook."""
    done = nbgrader(["validate", str(folder / f"{slug}.ipynb")], folder.parent / "grading")
    return done.stdout + done.stderr


def test_validate_passes_the_source(tmp_path):
    """The button of the same name says so too."""
    said = validated(shutil.copytree(COURSE.source(QUICK), tmp_path / QUICK), QUICK)
    assert "Success! Your notebook passes all the tests." in said


def test_validate_names_what_is_unfinished(tmp_path):
    """Each exercise of the release is named."""
    said = validated(shutil.copytree(COURSE.release(QUICK), tmp_path / QUICK), QUICK)
    assert "Success" not in said
    for exercise in COURSE.assignment(QUICK).exercises:
        assert f'check("{exercise.name}")' in said

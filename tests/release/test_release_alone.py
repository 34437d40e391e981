"""A release works where nothing else of the course is: no reference, no tests, no table."""

import json
import shutil
import subprocess
import sys

import pytest

from autograder.classroom import finished
from autograder.course import open_course

COURSE = open_course()
ALONE = """
import importlib.util, json, os, sys

root, cells = sys.argv[1], json.load(open(sys.argv[2]))
sys.meta_path = [finder for finder in sys.meta_path if "editable" not in str(finder)]
sys.path.insert(0, os.path.join(root, "tool"))
strangers = [name for name in ("attn_solutions", "course_config", "tests") if importlib.util.find_spec(name)]

import torch
torch.set_num_threads(1)
from pathlib import Path
from autograder.student.handout import Handout
from autograder.student.quiet import careful

def outcomes(folder, sources):
    os.chdir(folder)
    sys.path[0:0] = [str(folder)]
    names = {"__name__": "student"}
    for source in sources:
        exec(source, names)
    handout = Handout(folder)
    found = [one for exercise in handout.exercises for one in handout.run(exercise, careful(names))]
    sys.path.remove(str(folder))
    for module in [name for name in sys.modules if name.split(".")[0] == "given"]:
        del sys.modules[module]
    return [[one.check.name, one.outcome, one.kind, one.message] for one in found]

print(json.dumps({
    "strangers": strangers,
    "tool": importlib.util.find_spec("autograder").origin,
    "answered": {slug: outcomes(Path(root, slug), both[0]) for slug, both in cells.items()},
    "open": {slug: outcomes(Path(root, slug), both[1]) for slug, both in cells.items()},
}))
"""


def code(slug, answered):
    """The code that a student has run, demonstrations and checks aside."""
    open_ = {exercise.name: None for exercise in COURSE.assignment(slug).exercises}
    cells = [cell for cell in finished(COURSE, slug, None if answered else open_).cells if cell.cell_type == "code"]
    wanted = [c for c in cells if not c.metadata.get("nbgrader", {}).get("grade") and not c.metadata.get("tags")]
    return [cell.source for cell in wanted]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """All releases and the tool, copied to a place of their own and tried by one Python that knows of nothing else."""
    root = tmp_path_factory.mktemp("alone")
    hidden = shutil.ignore_patterns("__pycache__")
    shutil.copytree(COURSE.root / "autograder", root / "tool" / "autograder", ignore=hidden)
    for slug in COURSE.slugs:
        shutil.copytree(COURSE.release(slug), root / slug, ignore=hidden)
    cells = root / "cells.json"
    cells.write_text(json.dumps({slug: [code(slug, True), code(slug, False)] for slug in COURSE.slugs}))
    line = [sys.executable, "-I", "-W", "ignore", "-c", ALONE, str(root), str(cells)]
    environment = {"OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg", "HOME": str(root), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return root, json.loads(done.stdout.splitlines()[-1])


def test_nothing_of_the_course_is_within_reach(alone):
    """Neither reference nor tests nor table can be imported; the tool is the copy."""
    root, found = alone
    assert found["strangers"] == []
    assert found["tool"].startswith(str(root))


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_visible_checks_pass_a_right_answer(alone, slug):
    """By the recorded expectations alone."""
    rows = alone[1]["answered"][slug]
    assert [row for row in rows if row[1] != "pass"] == []
    assert {row[0] for row in rows} == {check.name for check in COURSE.checks(slug) if check.visible}


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_visible_checks_say_not_started(alone, slug):
    """The release as it is: nothing passes, nothing is an error, nothing is our fault."""
    rows = alone[1]["open"][slug]
    assert {row[1] for row in rows} <= {"fail", "undecided"}
    assert [row for row in rows if row[2] not in ("unfinished", "missing")] == []

"""One submission and one course give one record: alone, in a batch, by any number of workers, any way in."""

import json
import subprocess
import sys

import pytest

from autograder.course import Course
from autograder.grading import cluster
from autograder.grading.batch import task_of
from autograder.grading.pipeline import grade
from autograder.grading.places import Grading
from autograder.grading.record import judged_alike
from autograder.grading.version import course_version
from tests.grading import kit
from tests.grading.cluster import Cluster

RANDOM = "import random\nimport numpy\nfactor = 1.5 + random.random() + numpy.random.rand() + float(torch.rand(()))"
DRAWN = "def sum_scores(queries, keys):\n    return factor * (queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :])"
STUDENTS = {
    "right": kit.answered,
    "wrong": lambda: kit.answered(scorers_agree=kit.WRONG_LAST),
    "open": lambda: kit.answered(**dict.fromkeys(list(kit.POINTS)[2:])),
    "random": lambda: kit.with_cell("import torch\n" + RANDOM, sum_scores=DRAWN),
    "dies": lambda: kit.answered(scorers_agree="import os\nos._exit(1)"),
    "broken": lambda: b"{not json",
}
API = """
import json, sys
from traitlets.config import Config
from autograder.nbgrader_settings import apply
from nbgrader.apps import NbGraderAPI

config = Config()
apply(config)
api = NbGraderAPI(config=config)
print(json.dumps({who: api.autograde(sys.argv[1], who)["success"] for who in sys.argv[2:]}))
"""


def handed_in(folder):
    """Everybody's submission in a fresh grading."""
    for student, make in STUDENTS.items():
        kit.hand_in(folder, student, make())
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Each graded by itself, in this process."""
    folder = handed_in(tmp_path_factory.mktemp("alone"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATTN_COURSE_SECRET", kit.SECRET)
        version = course_version(kit.COURSE, kit.SLUG)
        tasks = {who: task_of(Grading(folder), kit.submitted(folder, who), "full", version) for who in STUDENTS}
    return {who: kit.valid(grade(task, kit.ROOT).record) for who, task in tasks.items()}


def with_workers(count):
    """`attn grade` with so many processes."""
    return lambda folder: kit.attn(folder, "grade", "03", "--workers", str(count))


def by_nbgrader(folder):
    """`nbgrader autograde`."""
    return kit.nbgrader(folder, "autograde", kit.SLUG, "--create")


def by_api(folder):
    """NbGraderAPI.autograde, as the formgrader calls it, for one after another."""
    line = [sys.executable, "-c", API, kit.SLUG, *STUDENTS]
    done = subprocess.run(
        line, cwd=kit.ROOT, env=kit.environment(folder), capture_output=True, text=True, timeout=300, check=False
    )
    assert json.loads(done.stdout.splitlines()[-1]) == {who: who != "broken" for who in STUDENTS}, done.stderr
    return done


WAYS = {"one worker": with_workers(1), "four workers": with_workers(4), "nbgrader": by_nbgrader, "api": by_api}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_same_record(tmp_path, alone, way):
    """Seeds, order, neighbours and processes change nothing but times and memory."""
    done = WAYS[way](handed_in(tmp_path))
    found = kit.records(tmp_path)
    assert found.keys() == alone.keys(), done.stderr
    assert {who: found[who]["points"] for who in found} == {who: alone[who]["points"] for who in alone}
    assert [who for who in found if not judged_alike(found[who], alone[who])] == []


def test_a_cluster_gives_the_same_record(tmp_path, alone):
    """Workers in folders of their own, one with another copy of the course: the same records; a worker with another
    version is refused by name."""
    grading = handed_in(tmp_path / "grading")
    with Cluster(tmp_path / "cluster") as machines:
        machines.worker("first")
        machines.worker("copy", course=machines.copied_course("elsewhere"))
        machines.worker("older", course=machines.copied_course("older", {'"float32": (1e-4': '"float32": (1e-3'}))
        machines.wait_for(3)
        done = kit.attn(grading, "grade", "03", "--scheduler", machines.address)
    found = kit.records(grading)
    assert [who for who in alone if not judged_alike(found[who], alone[who])] == [], done.stderr
    assert f"refused: worker {machines.address_of['older']} has another version of 01-heatmaps" in done.stderr
    assert done.stderr.count("refused") == 1


def test_a_cluster_without_this_course_is_said(tmp_path):
    """Workers whose course differs are no workers: a sentence, exit code 2, and no record."""
    grading = handed_in(tmp_path / "grading")
    with Cluster(tmp_path / "cluster") as machines:
        machines.worker("older", course=machines.copied_course("older", {'"float32": (1e-4': '"float32": (1e-3'}))
        machines.wait_for(1)
        done = kit.attn(grading, "grade", "03", "--scheduler", machines.address)
    assert done.returncode == 2
    assert "workers: expected some with this course, got 1, none of them with it" in done.stderr
    assert not (grading / "results").exists()


def test_no_scheduler_is_said(monkeypatch):
    """Nothing listens there: a sentence."""
    monkeypatch.setattr(cluster, "WAIT_SECONDS", 1)
    with (
        pytest.raises(cluster.ClusterError, match="scheduler tcp://127.0.0.1:9: expected a dask scheduler there"),
        cluster.cluster("tcp://127.0.0.1:9"),
    ):
        pass


def test_the_version_is_the_same_wherever_the_course_is(tmp_path):
    """A copy of the course in another folder has its version; a change of one file has not."""
    root = Cluster(tmp_path).copied_course("copy")
    copy = Course(root, kit.COURSE.config)
    assert course_version(copy, kit.SLUG) == course_version(kit.COURSE, kit.SLUG)
    with (root / "tests" / "hidden" / "test_scoring_functions.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert course_version(copy, kit.SLUG) != course_version(kit.COURSE, kit.SLUG)
    assert course_version(copy, "04-bahdanau") == course_version(kit.COURSE, "04-bahdanau")

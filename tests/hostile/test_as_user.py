"""The walls stand for an ordinary user too: some of each family, graded by somebody without rights.

When we are root, a user namespace in which we are nobody special takes the same path as an ordinary account.
(An account of its own could not read an interpreter that lies under a closed home folder.)
"""

import os
import shutil

import pytest

from autograder.grading.record import GRADED, judged_alike
from tests.hostile import kit, running
from tests.hostile.conftest import needs_walls

pytestmark = pytest.mark.xdist_group("hostile")

AS_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
SOME = [
    "forging/patched_allclose", "forging/import_reference", "forging/socket_frame", "metadata/skip_execution",
    "resources/ignores_signals", "resources/exit", "resources/forks", "resources/threads", "resources/full_work_folder",
    "traces/files_everywhere", "traces/background_process", "prying/environment", "prying/command_lines",
    "prying/gradebook", "prying/descriptors", "broken/truncated", "broken/link_to_gradebook", "own/announced_terabyte",
]  # fmt: skip


@pytest.fixture(scope="module")
def as_user(tmp_path_factory, marks, course, evening):
    """The batch of some of them, and one honest student, as an ordinary user."""
    needs_walls()
    if os.getuid() or not shutil.which("unshare"):
        pytest.skip("we are an ordinary user: the whole suite has run as one")
    folder = tmp_path_factory.mktemp("user")
    places = marks | {"GRADING": str(folder), "PORT": "9"}
    honest = next(kit.honest())
    honest.write(folder / "submitted")
    chosen = [kit.load(kit.SUBMISSIONS / f"{name}.py") for name in SOME]
    for one in chosen:
        one.hand_in(folder / "submitted", places)
    batch = running.grade(course, folder, folder / "tmp", AS_USER)
    yield batch, chosen, honest.student, evening
    running.clear(folder)


def test_an_ordinary_user_gets_the_same_scores(as_user):
    """Status and points of each are those that root got: full for the honest rest, none for the trick."""
    batch, chosen, _, evening = as_user
    for one in chosen:
        mine, roots = batch.record(one.student), evening.batch.record(one.student)
        assert (mine["status"], mine["points"]) == (roots["status"], roots["points"]), one.name
        assert {i["kind"] for i in mine["incidents"]} >= one.incidents, one.name
        assert "LOOT" not in batch.shown(one.student), one.name


def test_an_honest_student_gets_the_same_record_from_both(as_user):
    """Who runs the grader does not change a grade."""
    batch, _, honest, evening = as_user
    assert batch.record(honest)["status"] == GRADED
    mine, roots = batch.record(honest), evening.alone.record(honest)
    assert judged_alike(mine, roots), {name: (mine[name], roots[name]) for name in mine if mine[name] != roots[name]}


def test_an_ordinary_user_leaves_nothing_behind(as_user, marks):
    """No process, file, socket or temporary folder outlives the batch."""
    batch, _, _, _ = as_user
    assert batch.left == []
    assert running.outside(marks["MARK"]) == []
    assert list((batch.grading / "tmp").iterdir()) == []

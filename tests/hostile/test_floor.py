"""The central tricks pay on a grader without a wall, so the tests beside this one can fail."""

import json
import os
import subprocess
import sys

import pytest

from tests.hostile import floor, kit

pytestmark = pytest.mark.xdist_group("hostile")

TRICKS = {f"{one.family}/{one.name}": one for one in kit.submissions() if one.pays}


def cells_of(one: kit.Hostile | None) -> list[str]:
    """The code before the test: the answers, as they stand in the notebook."""
    marks = {"CHECKOUT": str(kit.ROOT), "MARK": "nothing", "GRADING": "nowhere"}
    text = (one.answers[kit.TARGET] if one else kit.WRONG) or ""
    return ["import torch\nfrom torch import nn", kit.filled(text, marks) or ""]


@pytest.fixture(scope="module")
def paid() -> dict[str, bool]:
    """Which tricks were paid for, and whether any way of testing takes the bare wrong answer."""
    jobs = [[name, cells_of(one), one.pays] for name, one in TRICKS.items()]
    jobs += [[f"nothing/{way}", cells_of(None), way] for way in floor.WAYS]
    done = subprocess.run(
        [sys.executable, floor.__file__],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(kit.ROOT)},
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize("name", TRICKS)
def test_the_trick_pays_without_the_wall(paid, name):
    """In one process with the tests, a wrong answer gets full marks by this trick."""
    assert paid[name]


@pytest.mark.parametrize("way", floor.WAYS)
def test_the_wrong_answer_alone_does_not_pay(paid, way):
    """Without a trick, each of these ways of testing rejects the wrong answer."""
    assert not paid[f"nothing/{way}"]

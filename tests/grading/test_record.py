"""The record's schema: it takes every record that is made, and nothing else."""

import copy
import re

import jsonschema
import pytest

from autograder.checks.seeds import seed_for
from autograder.grading.batch import could_not, task_of
from autograder.grading.pipeline import grade
from autograder.grading.places import Grading, Submitted
from autograder.grading.record import judged_alike, new_record
from autograder.grading.version import course_version
from tests.grading import kit


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """The record of a submission with something of everything: right, wrong, left open, restored, ended."""
    folder = tmp_path_factory.mktemp("grading")
    unmasked = "def masked_softmax(scores, valid_lens=None):\n    return torch.softmax(scores, -1)"
    notebook = kit.answered(masked_softmax=unmasked, sum_scores=None, BilinearAttention="import os; os._exit(1)")
    kit.cell(notebook, "masked_softmax-check").source = "pass"
    kit.hand_in(folder, "ada", notebook)
    version = course_version(kit.COURSE, kit.SLUG)
    return grade(task_of(Grading(folder), kit.submitted(folder, "ada"), "full", version), kit.ROOT).record


def test_a_graded_record_is_valid(record):
    """A record with passed, failed and undecided checks and with incidents fits the schema."""
    outcomes = {check["outcome"] for exercise in record["exercises"] for check in exercise["checks"]}
    assert outcomes == {"pass", "fail", "undecided"}
    assert {incident["kind"] for incident in record["incidents"]} == {"restored", "died"}
    kit.valid(record)


def test_a_record_of_what_could_not_be_graded_is_valid(tmp_path):
    """Neither a missing notebook nor an unreadable one makes a record of another shape."""
    missing = Submitted(kit.SLUG, "ada", tmp_path / "none.ipynb", "nothing was handed in")
    kit.valid(could_not(kit.COURSE, missing, missing.problem))
    kit.hand_in(tmp_path, "alan", b"not a notebook")
    task = task_of(Grading(tmp_path), kit.submitted(tmp_path, "alan"), "full", "0" * 16)
    unreadable = kit.valid(grade(task, kit.ROOT).record)
    assert {check["outcome"] for row in unreadable["exercises"] for check in row["checks"]} == {"undecided"}


def test_the_schema_knows_every_field_of_a_record():
    """A field that is added to the record is added to the schema, and to the page that explains it."""
    assert kit.SCHEMA["properties"].keys() == new_record(kit.SLUG, "ada", 1).keys()
    page = (kit.ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z_0-9]+)`", page))
    parts = [kit.SCHEMA, *kit.SCHEMA["$defs"].values()]
    assert {name for part in parts for name in part["properties"]} <= explained
    assert set(kit.SCHEMA["$defs"]["incident"]["properties"]["kind"]["enum"]) <= explained
    assert set(kit.SCHEMA["$defs"]["check"]["properties"]["kind"]["enum"]) - {""} <= explained


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r | {"score": 3},
        lambda r: {key: value for key, value in r.items() if key != "seed_id"},
        lambda r: r | {"points": -1},
        lambda r: r | {"points": 12.5},
        lambda r: r | {"status": "ok"},
        lambda r: r | {"status": "could_not_grade"},
        lambda r: r | {"reason": "something"},
        lambda r: r | {"exercises": []},
        lambda r: r | {"incidents": [{"kind": "restored"}]},
        lambda r: r | {"submission_sha256": "123"},
    ],
    ids=["new", "less", "minus", "part", "status", "no-reason", "reason", "nothing", "incident", "hash"],
)
def test_the_schema_refuses_a_record_that_says_something_else(record, spoil):
    """Another field, a missing one, a status without its reason: each is seen."""
    with pytest.raises(jsonschema.ValidationError):
        kit.valid(spoil(copy.deepcopy(record)))


def test_points_are_said_once(record):
    """Points of a record are those of its exercises, and theirs are those of their checks."""
    assert record["points"] == sum(exercise["points"] for exercise in record["exercises"])
    for exercise in record["exercises"]:
        assert exercise["points"] == sum(check["points"] for check in exercise["checks"])
        assert exercise["max_points"] == sum(check["max_points"] for check in exercise["checks"])


def test_only_what_is_measured_may_differ(record):
    """Records are alike whatever time they took, and unlike as soon as one word of one check differs."""
    other = copy.deepcopy(record)
    other |= {"cpu_seconds": 99.0, "wall_seconds": 99.0, "peak_memory_mb": 99.0}
    assert judged_alike(record, other)
    other["exercises"][0]["checks"][0]["message"] += "."
    assert not judged_alike(record, other)


def test_seeds_are_a_students_own():
    """Two students, assignments or secrets never share a seed; the same three always do."""
    seeds = {seed_for(secret, slug, who) for secret in (b"a", b"b") for slug in ("03", "04") for who in ("ada", "alan")}
    assert len(seeds) == 8
    assert seed_for(b"a", "03", "ada") in seeds

"""What goes wrong in stock nbgrader comes out right here, through `nbgrader autograde` and our settings.

One batch holds a submission for each row of the table of what stock nbgrader does with them. Leaves out: the
many other ways to cheat (tests/hostile), the formgrader's button (tests/browser).
"""

import copy
import csv
import html
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder.grading.gradebook import final_scores
from autograder.grading.places import Grading
from tests.grading import kit
from tests.hostile.kit import course_root

EQUALS = """
class Everything:
    def __eq__(self, other): return True
    def __getattr__(self, name): return self
    def __call__(self, *arguments, **named): return self
    def __bool__(self): return True
def scorers_agree(*arguments): return Everything()
"""
DISPLAYS = "def scorers_agree(*arguments):\n    get_ipython().displayhook(4)\n    raise ValueError"
TELLS = """
def scorers_agree(*arguments):
    raise ValueError(repr(get_ipython().user_ns["In"][-3:]))
"""
DROPS = """
get_ipython().input_transformers_post.append(lambda lines: [line for line in lines if "assert" not in line])
"""
IGNORES = """
while True:
    try:
        while True: pass
    except BaseException: pass
"""
PRIES = """
found = []
import os
for name in ("../../../gradebook.db", "../../../source", "GRADING/gradebook.db", "GRADING/submitted", "COURSE/source"):
    try:
        found.append(os.listdir(name) if os.path.isdir(name) else open(name, "r+b").read())
    except OSError:
        pass
print("found", len(found))
"""


def tagged(notebook: NotebookNode) -> NotebookNode:
    """Every check cell asks not to be run."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = ["skip-execution"]
    return notebook


def marked(name: str, value: object, cell: str = f"{kit.LAST}-check", **answers: str) -> NotebookNode:
    """One mark of nbgrader's on one cell says something else."""
    notebook = kit.answered(**answers)
    kit.cell(notebook, cell).metadata["nbgrader"][name] = value
    return notebook


def copied(name: str) -> NotebookNode:
    """A cell stands twice."""
    notebook = kit.answered()
    twin = copy.deepcopy(kit.cell(notebook, name))
    twin.id = "twin"
    notebook.cells.append(twin)
    return notebook


def without(name: str, **answers: str) -> NotebookNode:
    """A cell is deleted."""
    notebook = kit.answered(**answers)
    notebook.cells.remove(kit.cell(notebook, name))
    return notebook


WRONG = {kit.LAST: kit.WRONG_LAST}
LOSE_LAST = {
    "skips": lambda: tagged(kit.answered(**WRONG)),
    "displays": lambda: kit.answered(scorers_agree=DISPLAYS),
    "equals": lambda: kit.answered(scorers_agree=EQUALS),
    "drops-assert": lambda: kit.with_cell(DROPS, **WRONG),
    "deletes-check": lambda: without(f"{kit.LAST}-check", **WRONG),
    "not-graded": lambda: marked("grade", False, **WRONG),
    "dies-late": lambda: kit.answered(scorers_agree="import os\nos._exit(1)"),
    "ignores-interrupt": lambda: kit.answered(scorers_agree=IGNORES),
    "tells-hidden": lambda: kit.answered(scorers_agree=TELLS),
}
KEEP_ALL = {
    "aaa-copied-check": lambda: copied(f"{kit.LAST}-check"),
    "aaa-copied-answer": lambda: copied(kit.LAST),
    "aaa-schema-0": lambda: marked("schema_version", 0),
    "aaa-schema-99": lambda: marked("schema_version", 99),
    "not-graded-but-right": lambda: marked("grade", False),
    "unknown-id": lambda: marked("grade_id", "nobody-knows"),
    "warns": lambda: kit.answered(scorers_agree=warned()),
    "own-torch": lambda: kit.answered(),
    "resubmits-deleted": lambda: kit.answered(),
    "resubmits-killed": lambda: kit.answered(),
    "resubmits-broken": lambda: kit.answered(),
    "resubmits-nothing": lambda: kit.answered(),
    "zoe": lambda: kit.answered(),
}
NOT_GRADED = {
    "renamed": (kit.answered, "final_version.ipynb", "should be named"),
    "not-json": (lambda: b"{not json", "", "not JSON"),
    "missing": (lambda: b"hello", "notes.txt", "no notebook"),
}
RESUBMITTED = {
    "resubmits-deleted": (lambda: without(f"{kit.LAST}-check", **WRONG), kit.WITHOUT_LAST),
    "resubmits-killed": (lambda: kit.with_cell("import os\nos.kill(os.getpid(), 9)", **dict.fromkeys(kit.POINTS)), 0),
    "resubmits-broken": (lambda: b"{not json", None),
    "resubmits-nothing": (lambda: b"hello", None),
}


def warned() -> str:
    """The right answer, which warns each time it is called."""
    right = kit.cell(kit.answered(), kit.LAST).source
    head, _, body = right.partition('    """')
    doc, _, rest = body.partition('"""\n')
    lines = '    import sys, warnings\n    print("careful", file=sys.stderr)\n    warnings.warn("careful")\n'
    return f'{head}    """{doc}"""\n{lines}{rest}'


@dataclass(frozen=True)
class Evening:
    """The batch: its folder, what nbgrader said, the records and scores before and after resubmission."""

    grading: Path
    said: str
    code: int
    first: dict
    first_scores: dict
    last: dict
    last_scores: dict
    exported: list


def scores_of(grading: Path) -> dict[str, float]:
    """The gradebook's points by student."""
    return final_scores(kit.COURSE, Grading(grading).db_url, [kit.SLUG])[kit.SLUG]


def own_course(folder: Path) -> Path:
    """A course with a table and a config of its own; the rest are links."""
    root = course_root(folder)
    (root / "nbgrader_config.py").unlink()
    shutil.copy(kit.ROOT / "nbgrader_config.py", root)
    return root


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """The course with smaller limits, so that what never ends is ended soon."""
    return own_course(tmp_path_factory.mktemp("course") / "root")


def hand_in_all(grading: Path, course: Path) -> None:
    """One submission for each row."""
    for student, make in (LOSE_LAST | KEEP_ALL).items():
        kit.hand_in(grading, student, make())
    for student, (make, name, _) in NOT_GRADED.items():
        kit.hand_in(grading, student, make(), name)
    for name in ("torch.py", "numpy.py"):
        kit.submitted(grading, "own-torch").path.with_name(name).write_text("raise SystemExit('mine')\n")
    pries = PRIES.replace("GRADING", str(grading)).replace("COURSE", str(course))
    kit.hand_in(grading, "pries", kit.with_cell(pries))


@pytest.fixture(scope="module")
def evening(tmp_path_factory, course) -> Evening:
    """`nbgrader autograde` over everything, without our Python on PATH; then resubmissions; then `nbgrader export`."""
    grading = tmp_path_factory.mktemp("evening")
    hand_in_all(grading, course)
    autograde = ("autograde", kit.SLUG, "--create")
    done = kit.nbgrader(grading, *autograde, course=course, PATH="/usr/bin:/bin")
    first, first_scores = kit.records(grading), scores_of(grading)
    for student, (make, _) in RESUBMITTED.items():
        shutil.rmtree(grading / "submitted" / student)
        name = "notes.txt" if student == "resubmits-nothing" else ""
        kit.hand_in(grading, student, make(), name, at="2027-02-21T10:00:00+00:00")
    kit.nbgrader(grading, *autograde, "--student=resubmits*", course=course)
    table = grading / "grades.csv"
    kit.nbgrader(grading, "export", f"--to={table}", course=course)
    with table.open(encoding="utf-8", newline="") as file:
        exported = [row for row in csv.DictReader(file) if row["assignment"] == kit.SLUG]
    said = done.stdout + done.stderr
    last = kit.records(grading), scores_of(grading)
    return Evening(grading, said, done.returncode, first, first_scores, *last, exported)


@pytest.mark.parametrize("student", LOSE_LAST)
def test_a_trick_or_an_accident_costs_its_own_exercise(evening, student):
    """Tags, display hooks, objects that equal everything, dropped asserts, deleted checks, deaths: the points of
    that exercise are lost, those of all others are kept."""
    record = evening.first[student]
    lost = [row["name"] for row in record["exercises"] if row["points"] < row["max_points"]]
    assert (record["status"], lost, record["points"]) == ("graded", [kit.LAST], kit.WITHOUT_LAST)
    assert evening.first_scores[student] == kit.WITHOUT_LAST


@pytest.mark.parametrize("student", KEEP_ALL)
def test_what_is_no_mistake_costs_nothing(evening, student):
    """Copied cells, foreign marks, a warning on stderr, files named like libraries: full points, for this student and
    for everybody after."""
    assert evening.first[student]["status"] == "graded"
    assert evening.first[student]["points"] == kit.FULL
    assert evening.first_scores[student] == kit.FULL


def test_mended_notebooks_say_so(evening):
    """Whoever copied or deleted a cell finds it among the incidents."""
    kinds = {who: {incident["kind"] for incident in evening.first[who]["incidents"]} for who in evening.first}
    assert "duplicated" in kinds["aaa-copied-check"]
    assert "missing" in kinds["deletes-check"]
    assert "died" in kinds["dies-late"]
    assert "time" in kinds["ignores-interrupt"]


@pytest.mark.parametrize("student", NOT_GRADED)
def test_what_can_not_be_graded_is_said_and_is_no_zero(evening, student):
    """A renamed, broken or missing notebook has a record with the reason; its score is empty in the export."""
    record = evening.first[student]
    assert record["status"] == "could_not_grade"
    assert NOT_GRADED[student][2] in record["reason"]
    (row,) = [row for row in evening.exported if row["student_id"] == student]
    assert (row["raw_score"], row["score"]) == ("", "")


def test_the_batch_goes_on_to_its_end(evening):
    """Everybody who handed in has a record and a row; nbgrader's exit code says that some could not be graded."""
    everybody = {path.name for path in (evening.grading / "submitted").iterdir()}
    assert evening.first.keys() == everybody
    assert {row["student_id"] for row in evening.exported} == everybody
    assert evening.code == 1


@pytest.mark.parametrize("student", RESUBMITTED)
def test_resubmission_replaces_the_score(evening, student):
    """The later submission counts, also when it is worse, dies, or can't be graded at all."""
    points = RESUBMITTED[student][1]
    (row,) = [row for row in evening.exported if row["student_id"] == student]
    assert evening.first[student]["points"] == kit.FULL
    assert evening.last[student]["points"] == (points or 0)
    assert evening.last[student]["status"] == ("could_not_grade" if points is None else "graded")
    assert evening.last_scores[student] == (points or 0)
    assert row["score"] == ("" if points is None else str(float(points)))


def test_record_gradebook_and_export_have_the_same_numbers(evening):
    """Three places, one number."""
    graded = {who: record["points"] for who, record in evening.last.items() if record["status"] == "graded"}
    exported = {row["student_id"]: float(row["raw_score"]) for row in evening.exported if row["raw_score"]}
    assert exported == graded
    assert {who: evening.last_scores[who] for who in graded} == graded
    assert evening.last.keys() - graded.keys() == NOT_GRADED.keys() | {"resubmits-broken", "resubmits-nothing"}


def test_a_submission_reads_and_writes_nothing_of_ours(evening):
    """Gradebook, source and other submissions can't be opened by relative or absolute path."""
    path = evening.grading / "autograded" / "pries" / kit.SLUG / f"{kit.SLUG}.ipynb"
    assert "found 0" in path.read_text(encoding="utf-8")
    assert evening.last_scores["pries"] == kit.FULL


def hidden_lines() -> set[str]:
    """Lines that stand in the hidden checks of section 3 alone."""
    hidden, public = (kit.ROOT / "tests" / folder / "test_scoring_functions.py" for folder in ("hidden", "public"))
    lines = {line.strip() for line in hidden.read_text(encoding="utf-8").splitlines()}
    known = public.read_text(encoding="utf-8")
    told = {check.claim for check in kit.COURSE.checks(kit.SLUG)}
    code = {line for line in lines if len(line) > 40 and line not in known}
    return {line for line in code if not any(claim in line for claim in told)}


def test_hidden_checks_are_nowhere_to_be_read(evening, course):
    """Neither gradebook nor feedback nor graded notebook nor record holds a line of a hidden check."""
    done = kit.nbgrader(evening.grading, "generate_feedback", kit.SLUG, "--student=tells-hidden", course=course)
    (page,) = (evening.grading / "feedback" / "tells-hidden").rglob("*.html")
    files = [evening.grading / "gradebook.db", *(evening.grading / "autograded").rglob("*.ipynb"), page]
    files += (evening.grading / "results").rglob("*.json")
    secret = hidden_lines()
    assert len(secret) > 50
    assert done.returncode == 0, done.stderr
    for path in files:
        text = html.unescape(path.read_bytes().decode("utf-8", "replace")).replace('\\"', '"')
        assert [line for line in secret if line in text] == [], path
    assert "ValueError" not in page.read_text(encoding="utf-8").split("(hidden)")[-1]


def test_a_function_sees_no_check_among_the_inputs(evening):
    """`user_ns["In"]` ends with the student's own cells."""
    checks = next(row["checks"] for row in evening.first["tells-hidden"]["exercises"] if row["name"] == kit.LAST)
    told = [check["message"] for check in checks if "ValueError" in check["message"]]
    assert told
    assert not any("grade(" in message or "BEGIN HIDDEN" in message for message in told)


def broken_course(folder: Path, spoilt: str) -> Path:
    """A course of which one file does not parse."""
    root = own_course(folder)
    with (root / spoilt).open("a", encoding="utf-8") as file:
        file.write("\nX = (\n")
    return root


@pytest.mark.parametrize("spoilt", ["course_config.py", "nbgrader_config.py"])
def test_a_broken_table_or_config_stops_everything(tmp_path, spoilt):
    """A syntax error: nbgrader says so, ends with another code than 0, and has graded nobody."""
    root = broken_course(tmp_path / "root", spoilt)
    kit.hand_in(tmp_path / "grading", "ada", kit.answered())
    done = kit.nbgrader(tmp_path / "grading", "autograde", kit.SLUG, "--create", course=root)
    assert done.returncode != 0
    assert "'(' was never closed" in done.stderr
    assert [path.name for path in (tmp_path / "grading").iterdir()] == ["submitted"]
    assert not (root / "gradebook.db").exists()

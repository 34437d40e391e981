"""README, JupyterHub, recording an answer and writing a check: what they show is done, and comes out as shown."""

import subprocess
import sys
import sysconfig
from pathlib import Path

from autograder.classroom import as_bytes, finished
from autograder.course import open_course
from tests.docs.pages import ROOT, Block, blocks, typed
from tests.docs.reader import Reader, same_words
from tests.docs.test_every_block import ELSEWHERE
from tests.instructor.room import SLUG

COURSE = open_course(ROOT)
README, HUB = ROOT / "README.md", ROOT / "docs" / "jupyterhub.md"
ANSWER, CHECK = ROOT / "docs" / "record-an-answer.md", ROOT / "docs" / "write-a-check.md"
ANSWERS = Path("tests", "answers", SLUG, "masked_softmax", "wrong")
ONE_TOO_LATE = "one_key_too_late.py"


def here(page: Path) -> list[str]:
    """What the page says to type, less what others run, and less what stands beside it."""
    lines = [line.partition("#")[0].strip() for line in typed(page)]
    return [line for line in lines if line not in ELSEWHERE]


def shown(page: Path, words: str) -> Block:
    """The block with these words."""
    return next(block for block in blocks(page) if words in block.text)


def with_answer(source: str) -> bytes:
    """The notebook of section 3, right but for one exercise."""
    return as_bytes(finished(COURSE, SLUG, {"masked_softmax": source}))


def test_an_instructor_in_a_hurry(checkout):
    """The README's commands, in their order: from the LMS's zip to a report and points for the LMS."""
    with Reader(checkout) as reader:
        reader.go_through(here(README))
    grading = checkout / "grading"
    assert len(list((grading / "results" / SLUG).glob("*.json"))) == 2
    assert (grading / "reports" / f"{SLUG}.html").exists()
    assert (grading / "exports" / "canvas.csv").exists()


def test_a_student_reads_what_the_readme_shows(tmp_path):
    """The example of a failed check is what the checker says."""
    answer = next(path for path in (ROOT / ANSWERS).glob("*.py") if "starts one key too late" in path.read_text())
    (tmp_path / f"{SLUG}.ipynb").write_bytes(with_answer(answer.read_text(encoding="utf-8")))
    for name in ("checks", "given"):
        (tmp_path / name).symlink_to(ROOT / "release" / SLUG / name)
    reader = Reader(tmp_path)
    reader.run(f"COLUMNS=80 attn check {SLUG}.ipynb")
    said = same_words(reader.output)
    lines = same_words(shown(README, "looks like").text)
    assert [line for line in lines if line not in [*said, "..."]] == []


def test_students_and_instructor_on_a_hub(checkout, exchange, tmp_path):
    """The kit's requirements are installed in an environment of its own; what is released can be listed there."""
    python = tmp_path / "hub" / "bin" / "python"
    environment_without_checker(tmp_path / "hub")
    pip = f"PYTHONPATH= {python} -m pip install --no-index"
    reader = Reader(checkout, {"/srv/exchange": exchange, "pip install": pip})
    for line in here(HUB):
        reader.go_through([line])
        if "pip" in line:
            reader.go_through(
                ["cd ../..", f"PYTHONPATH= {python} -P -c 'import autograder; print(autograder.__file__)'"]
            )
            assert str(tmp_path / "hub") in reader.output
    student = Reader(tmp_path, {"/srv/exchange": exchange})
    student.write("nbgrader_config.py", shown(HUB, "get_config").text)
    student.run(f"JUPYTER_CONFIG_DIR={tmp_path} nbgrader list")
    assert "attention 01-heatmaps" in student.output, student.output


def environment_without_checker(folder: Path) -> None:
    """A virtual environment with links to all packages here but ours, so that nothing need be fetched."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if "attn" not in package.name:
            (site / package.name).symlink_to(package)


def test_an_answer_is_tried(tmp_path):
    """The page's commands run; an answer in a folder of one's own is tried there."""
    folder = tmp_path / "mine" / SLUG / "masked_softmax" / "wrong"
    folder.mkdir(parents=True)
    example = shown(ANSWER, "def masked_softmax").text
    (folder / "forgets_everything.py").write_text(example, encoding="utf-8")
    Reader(ROOT, {"DIR": str(tmp_path / "mine")}).go_through(here(ANSWER))


def test_the_example_of_a_check_is_a_check(checkout):
    """Beside those of section 3 it holds for the reference, and the page's commands run."""
    hidden = checkout / "tests" / "hidden" / "test_scoring_functions.py"
    before = hidden.read_text(encoding="utf-8")
    hidden.write_text(f"{before}\n\n{shown(CHECK, '@exercise').text}", encoding="utf-8")
    reader = Reader(checkout)
    reader.go_through(here(CHECK))
    assert f"{before.count('@exercise') + 1} passed" in reader.output

"""The kit works on a machine with no trace of the repository, repeats byte for byte, and gives nothing away."""

import io
import os
import subprocess
import sys
import zipfile

import pytest

from autograder.build import kit as kits
from autograder.build.kit import kit
from autograder.build.solutions import solution_lines
from autograder.classroom import as_bytes, finished
from tests.repository.leaks import leaks
from tests.student.conftest import COURSE

SLUG = "03-scoring-functions"
# Parts of Python that only some platforms have, and packages that only instructors and authors need.
NOT_THERE = ["fcntl", "resource", "pwd", "grp", "termios", "pty", "tty"]
NOT_THERE += ["nbgrader", "jupytext", "sqlalchemy", "distributed", "dask", "jinja2", "psycopg2", "nbclient", "pytest"]
NOT_THERE += ["attn_solutions", "course_config", "tests"]


def unpacked(slug, folder):
    """A kit's files below a folder, its wheel unpacked as pip does it."""
    _, content = kit(COURSE, slug)
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    (wheel,) = (folder / kits.TOP).glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / kits.TOP


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_a_kit_gives_nothing_away(slug, tmp_path):
    """No line of an answer, a hidden check or a recorded answer is in a kit; its wheel is the tool and nothing else."""
    top = unpacked(slug, tmp_path)
    assert leaks(COURSE, slug, top) == []
    assert {path.name for path in (tmp_path / "site").iterdir()} == {"autograder", "attn_autograder-1.0.0.dist-info"}
    answers = {line for path in (COURSE.root / "attn_solutions").glob("*.py") for line in solution_lines(path)}
    code = {line.strip() for path in (tmp_path / "site").rglob("*.py") for line in path.read_text().splitlines()}
    assert [line for line in answers & code if len(line) > 48] == []


def test_a_kit_repeats_byte_for_byte():
    """The same course gives the same bytes, whatever the clock says and whatever was run meanwhile."""
    assert kit(COURSE, SLUG) == kit(COURSE, SLUG)
    moments = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(kit(COURSE, SLUG)[1])).infolist()}
    assert len(moments) == 1


def test_a_kit_holds_what_its_readme_names(tmp_path):
    """Release, wheel, pins and README; every package a student needs has a version; the README is one page."""
    top = unpacked(SLUG, tmp_path)
    wheel = "attn_autograder-1.0.0-py3-none-any.whl"
    assert {path.name for path in top.iterdir()} == {SLUG, wheel, "requirements.txt", "constraints.txt", "README.md"}
    constraint, checker, *pins = (top / "requirements.txt").read_text().splitlines()
    assert (constraint, checker) == ("--constraint constraints.txt", f"./{wheel}")
    assert all("==" in pin for pin in pins)
    readme = (top / "README.md").read_text()
    assert len(readme.splitlines()) < 70
    for word in ("pip install -r requirements.txt", "jupyter lab", f"attn check {SLUG}", "Submit", SLUG):
        assert word in readme


def test_a_wheel_that_pip_takes(tmp_path):
    """pip installs the wheel without a network, and the command works."""
    top = unpacked(SLUG, tmp_path)
    (wheel,) = top.glob("*.whl")
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--no-compile", "--quiet"]
    subprocess.run([*command, "--disable-pip-version-check", "--target", tmp_path / "pip", wheel], check=True)
    assert (tmp_path / "pip" / "bin" / "attn").exists() or (tmp_path / "pip" / "Scripts").exists()


def test_a_kit_works_where_nothing_else_is(tmp_path):
    """With the wheel alone, and none of what a student's platform may lack, a notebook is checked."""
    top = unpacked(SLUG, tmp_path)
    (top / SLUG / f"{SLUG}.ipynb").write_bytes(as_bytes(finished(COURSE, SLUG)))
    script = (
        "import sys; sys.modules.update(dict.fromkeys(sys.argv.pop().split(',')))\n"
        "import autograder; assert 'site' in autograder.__file__, autograder.__file__\n"
        "import autograder.student.notebook; from autograder.cli import main; main()"
    )
    plain = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path / "site"),
        "HOME": str(tmp_path),
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, "-P", "-c", script, "check", SLUG, ",".join(NOT_THERE)]
    done = subprocess.run(command, cwd=top, env=plain, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "21 of 21 points from the visible checks" in done.stdout

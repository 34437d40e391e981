"""The kit of one assignment: all that a student needs on a machine with no trace of the repository.

One zip an assignment, since the release of a later one holds the finished code of the earlier. All unpack to
the same folder, so that week by week it grows into the whole course.
"""

import re
import tomllib
from datetime import datetime
from pathlib import Path

from autograder.build.solutions import BuildError
from autograder.build.wheel import wheel, zipped
from autograder.course import Course

TOP = "attention"  # the folder that every kit unpacks to
README = """# {course}

This kit: **{slug}, {title}**, due {due}.

## Install, once

You need Python 3.11 or newer. In a terminal, in this folder:

    python -m venv .venv
    source .venv/bin/activate          (Windows: .venv\\Scripts\\activate)
    python -m pip install -r requirements.txt

Everything here runs on a laptop without a graphics card.
On Linux, pytorch.org says how to install the much smaller CPU build of torch; do that before the last line.

## Work

    jupyter lab

Open `{slug}/{slug}.ipynb` and go from top to bottom: read, write your code where it says
`YOUR CODE HERE`, run the cell, run the check below it. Run the check as often as you like.

| mark | meaning |
|---|---|
| `ok` | this check passes |
| `--` | this check fails; below it stands where, what was expected, and what it looks like |
| `wait` | not run yet: it needs another check to pass first |
| `..` | not started |

Shift-Tab on a name shows what goes in and what comes out. `hint("name of the exercise")` gives one hint at a time.
`from autograder import progress; progress()` shows where you stand.
A check changes nothing in your notebook, and stops an endless loop after ten seconds (on Windows, use the stop button).

## Before you hand in

Save the notebook. Then, in the terminal, in this folder:

    attn check {slug}              runs your notebook and all its checks afresh
    attn check {slug} --watch      does so whenever you save
    attn progress                  all assignments that lie here, and what is next

`attn check` ends with the file to hand in and its fingerprint (sha256).
Keep the fingerprint: it shows later which file it was.

## Hand in

Upload that one file, `{slug}.ipynb`, under this name, where your course collects it.
Where your course runs JupyterLab with nbgrader, open *Nbgrader > Assignment List* and press *Submit* instead.
Hidden checks run after you submit; they ask the same things with other numbers.

## Next week

Unpack the next kit over this folder. It adds a folder, leaves your work alone, and may bring a newer checker:
run `python -m pip install -r requirements.txt` again.
"""


def kit(course: Course, slug: str) -> tuple[str, bytes]:
    """The file name and the bytes of one assignment's kit."""
    release = course.release(slug)
    if not (release / f"{slug}.ipynb").is_file():
        raise BuildError(f"{release}: expected a release, found none; run `attn build {slug}` first")
    wheel_name, wheel_bytes = wheel(course.root / "pyproject.toml")
    files = {f"{slug}/{path.relative_to(release).as_posix()}": path.read_bytes() for path in _files(release)}
    files |= {
        wheel_name: wheel_bytes,
        "requirements.txt": _requirements(course.root, wheel_name).encode(),
        "constraints.txt": (course.root / "constraints.txt").read_bytes(),
        "README.md": _readme(course, slug).encode(),
    }
    return f"{TOP}-{slug}.zip", zipped({f"{TOP}/{name}": content for name, content in files.items()})


def _files(release: Path) -> list[Path]:
    skip = {"__pycache__", ".ipynb_checkpoints"}
    return [path for path in release.rglob("*") if path.is_file() and not skip & set(path.parts)]


def _readme(course: Course, slug: str) -> str:
    assignment = course.assignment(slug)
    due = datetime.fromisoformat(assignment.due).strftime("%Y-%m-%d %H:%M %Z")
    return README.format(course=course.config.TITLE, slug=slug, title=assignment.title, due=due)


def _requirements(root: Path, wheel_name: str) -> str:
    """The checker and what it needs, each in the version it was tried with; constraints.txt pins what these need."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    known = {_plain(pin.split("==")[0]): pin for pin in pins if "==" in pin}
    lines = ["--constraint constraints.txt", f"./{wheel_name}"]
    for name in [*project["dependencies"], *project["optional-dependencies"]["student"]]:
        if _plain(name) not in known:
            raise BuildError(f"constraints.txt: expected a pin for {name}, which students need; found none")
        lines.append(known[_plain(name)])
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    """A package's name as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()

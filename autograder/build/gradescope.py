"""The autograder zip for Gradescope: setup.sh, run_autograder, and the course with one assignment's checks.

Gradescope unpacks it to /autograder/source, runs setup.sh once, and for each submission run_autograder, which
grades /autograder/submission behind the same wall and writes /autograder/results/results.json.
"""

from collections.abc import Iterable
from pathlib import Path

import autograder
from autograder.build.solutions import BuildError
from autograder.build.wheel import zipped
from autograder.course import Course
from autograder.grading.places import Grading

SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: the course's own Python beside the course.
set -euo pipefail
cd "$(dirname "$0")"
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }
PYTHON=""
for name in python3 python3.13 python3.12 python3.11; do
    if new_enough "$name"; then PYTHON=$name; break; fi
done
if [ -z "$PYTHON" ]; then
    apt-get update && apt-get install -y python3.11 python3.11-venv
    PYTHON=python3.11
fi
"$PYTHON" -m venv .venv || { apt-get update && apt-get install -y python3-venv && "$PYTHON" -m venv .venv; }
.venv/bin/python -m pip install --no-cache-dir --constraint constraints.txt --editable '.[course]'
chmod -R go-rwx attn_solutions tests secret
"""

RUN = """#!/usr/bin/env bash
# Gradescope runs this once for each submission. The course lies in source/, the file in submission/.
# Where the machine can't isolate fully, the result says what is missing; then choose landlock or rlimits here.
ISOLATION=full
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/source"
export OMP_NUM_THREADS=1 ATTN_COURSE="$here/source"
exec .venv/bin/python -m autograder.gradescope {slug} --place "$here" --isolation "$ISOLATION"
"""

FILES = ("course_config.py", "pyproject.toml", "constraints.txt")


def gradescope_kit(course: Course, slug: str, grading: Grading) -> tuple[str, bytes]:
    """The file name and the bytes of one assignment's autograder; its secret is the grading's, so results agree."""
    if not (course.release(slug) / f"{slug}.ipynb").is_file():
        raise BuildError(f"{course.release(slug)}: expected a release, found none; run `attn build {slug}` first")
    home = Path(autograder.__file__).parent
    module = course.assignment(slug).module
    files = {f"autograder/{path.relative_to(home).as_posix()}": path.read_bytes() for path in _below(home)}
    for folder in ("attn_solutions", f"source/{slug}", f"release/{slug}", f"tests/answers/{slug}"):
        files |= {path.relative_to(course.root).as_posix(): path.read_bytes() for path in _below(course.root / folder)}
    checks = [f"tests/{kind}/test_{module}.py" for kind in ("public", "hidden")]
    files |= {name: (course.root / name).read_bytes() for name in (*FILES, *checks)}
    files |= {"setup.sh": SETUP.encode(), "run_autograder": RUN.format(slug=slug).encode(), "secret": grading.secret()}
    return f"gradescope-{slug}.zip", zipped(files)


def _below(folder: Path) -> Iterable[Path]:
    skip = {"__pycache__", ".ipynb_checkpoints"}
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not skip & set(path.parts))

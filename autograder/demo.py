"""`make demo`: a class of 40 over all assignments, graded, reported and handed back, to look at.

Strong, weak and unfinished students from the recorded answers; and some whose files are broken, late or hostile.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import typer
from nbformat import NotebookNode, v4

from autograder.classroom import Classroom, Made, as_bytes, finished
from autograder.course import Course, open_course
from autograder.grading.nbgrader_run import nbgrader

STUDENTS = 40
FIRST, FEWER = 6, 0.8  # of ten students so many hand in the first assignment, and so many fewer each later one
HARMED = 2  # the assignment with broken and hostile files, by its place
HOSTILE = {  # one cell above the answers
    "eve-forges": "import torch\ntorch.allclose = torch.equal = lambda *args, **kwargs: True",
    "eve-loops": "while True:\n    pass",
    "eve-leaves": "import os\nos._exit(0)",
    "eve-pries": "print(open('../../../gradebook.db', 'rb').read())",
    "eve-floods": "print('a' * 10**8)",
}


def main(folder: Path = Path("grading/demo")) -> None:
    """Make the class, grade it, write pages and tables, say where to look."""
    start = time.monotonic()
    course = open_course()
    shutil.rmtree(folder, ignore_errors=True)
    made = [one for slug in course.slugs for one in _class(course, slug)]
    for one in made:
        one.write(folder / "submitted")
    students = sorted({one.student for one in made})
    (folder / "roster.csv").write_text("student_id\n" + "\n".join([*students, "zoe"]) + "\n", encoding="utf-8")
    print(f"{len(made)} submissions of {len(students)} students to {len(course.slugs)} assignments")
    for step in (["grade"], ["report"], ["export", "--for", "canvas"], ["export", "--for", "gradescope"]):
        print(f"\n$ attn {' '.join(step)} --grading {folder}", flush=True)
        _attn([*step, "--grading", str(folder)])
    print(f"\n$ nbgrader generate_feedback {course.slugs[2]}", flush=True)
    nbgrader(["generate_feedback", course.slugs[2]], folder)
    print(LOOK.format(folder=folder, slug=course.slugs[2], seconds=time.monotonic() - start))


LOOK = """
done in {seconds:.0f} seconds. Where to look:
  {folder}/reports/course.html       what the class has not understood
  {folder}/results/{slug}/           one record for each submission
  {folder}/feedback/                 the pages that students get back
  {folder}/exports/                  points for Canvas and Gradescope
  the formgrader:  ATTN_GRADING={folder} .venv/bin/jupyter lab   (menu Nbgrader, Formgrader)"""


def _class(course: Course, slug: str) -> Iterator[Made]:
    number = course.slugs.index(slug)
    every = list(Classroom(course, STUDENTS, seed=number).submissions(slug))
    for place, one in enumerate(every):
        if (place * 7 + number) % 10 < FIRST - FEWER * number:
            yield one
    if number == HARMED:
        yield from _doubtful(course, slug, every[0])


def _doubtful(course: Course, slug: str, pattern: Made) -> Iterator[Made]:
    """Files that arrive broken, and notebooks that do harm."""
    whole = as_bytes(finished(course, slug))
    yield replace(pattern, student="max-cut-off", raw=whole[: len(whole) // 2])
    yield replace(pattern, student="max-empty", raw=b"")
    yield replace(pattern, student="max-renamed", raw=whole, filename="final_version.ipynb")
    for student, code in HOSTILE.items():
        yield replace(pattern, student=student, raw=as_bytes(_with_cell(finished(course, slug), code)))


def _with_cell(notebook: NotebookNode, code: str) -> NotebookNode:
    notebook.cells.insert(2, v4.new_code_cell(code, id="own"))
    return notebook


def _attn(arguments: list[str]) -> None:
    subprocess.run([sys.executable, "-c", "from autograder.cli import main; main()", *arguments], check=False)


if __name__ == "__main__":
    typer.run(main)

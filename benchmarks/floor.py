"""The floor: cells and checks of submissions in one warm process, without any wall."""

import sys
from pathlib import Path

import torch
from IPython.core.interactiveshell import InteractiveShell

from autograder.checks.seeds import public_seed
from autograder.course import open_course
from autograder.grading.judge import Judge
from autograder.grading.sanitise import read_ours, sanitise
from autograder.probing import answer


def main(slug: str, submitted: Path) -> None:
    """Grade everything in a folder of submissions."""
    torch.set_num_threads(1)
    course = open_course()
    judge = Judge(course, slug)
    release = read_ours(course.release(slug) / f"{slug}.ipynb")
    sys.path.insert(0, str(course.release(slug)))
    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    for path in sorted(submitted.glob(f"*/{slug}/{slug}.ipynb")):
        shell.reset(new_session=False)
        for cell in sanitise(path.read_bytes(), release, course.config.MAX_NOTEBOOK_MB).to_run:
            shell.run_cell(cell.source, silent=True)
        names = dict(shell.user_ns)
        judge.judge(lambda names=names: lambda probe, seed: answer(probe, names, seed), public_seed)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

"""Calls a command of nbgrader on a grading, with this course's settings."""

import os
import subprocess
import sys
from pathlib import Path

from autograder.course import open_course


def nbgrader(arguments: list[str], grading: Path) -> subprocess.CompletedProcess[str]:
    """Run nbgrader; what it said is in the result."""
    root = open_course().root
    environment = os.environ | {"ATTN_GRADING": str(grading.resolve())}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)

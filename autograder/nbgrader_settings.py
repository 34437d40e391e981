"""nbgrader's settings for this course: its folders under `grading/`, its grading through the safe path."""

import os
import sys
from pathlib import Path
from typing import Any

from autograder.course import open_course
from autograder.grading.places import Grading, gradebook_url
from autograder.stock import without_alembic

FORMGRADER = "nbgrader.server_extensions.formgrader.apihandlers"
IGNORED = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.md", "hints.toml"]


def apply(config: Any) -> None:
    """Set everything; if the course can't be read, stop the program: stock settings would grade unsafely."""
    without_alembic()
    try:
        course = open_course(Path(os.environ["ATTN_COURSE"]) if "ATTN_COURSE" in os.environ else None)
    except Exception as error:  # nbgrader logs an exception and goes on with stock settings
        print(
            f"nbgrader_config.py: {error}\nNothing was done: without this course nbgrader would grade unsafely.",
            file=sys.stderr,
        )
        raise SystemExit(2) from error
    _folders(config, course)
    _grading(config)
    if FORMGRADER in sys.modules:  # this is read inside a Jupyter server
        from autograder.grading import server

        server.use(course.root)


def grading_root(course: Any) -> Path:
    """The folder of the grading that nbgrader works on."""
    return Path(os.environ.get("ATTN_GRADING", course.root / "grading")).resolve()


def _folders(config: Any, course: Any) -> None:
    grading = grading_root(course)
    grading.mkdir(parents=True, exist_ok=True)
    relative = os.path.relpath(grading, course.root)
    folders = config.CourseDirectory
    folders.course_id = course.config.COURSE_ID
    folders.root = str(course.root)
    folders.ignore = IGNORED
    folders.db_url = gradebook_url(course, Grading(grading))
    for name in ("submitted", "autograded", "feedback"):
        setattr(folders, f"{name}_directory", os.path.join(relative, name))
    folders.solution_directory = os.path.join(relative, "solution")
    if "ATTN_EXCHANGE" in os.environ:
        config.Exchange.root = os.environ["ATTN_EXCHANGE"]


def _grading(config: Any) -> None:
    hooks = "autograder.grading.nbgrader_hooks"
    config.Autograde.sanitize_preprocessors = [f"{hooks}.SafeGrade"]
    config.Autograde.autograde_preprocessors = [f"{hooks}.KeepRecord", "nbgrader.preprocessors.AssignLatePenalties"]
    config.Autograde.pre_convert_hook = f"{hooks}.before_grading"
    config.AssignLatePenalties.plugin_class = "autograder.grading.late.CoursePenalty"
    config.ExportApp.plugin_class = "autograder.grading.nbgrader_hooks.RecordExport"
    config.HTMLExporter.preprocessors = ["autograder.grading.feedback.OfflineFormulas"]  # feedback and formgrader
    config.GenerateFeedback.exporter_class = "autograder.grading.feedback.OfflinePage"
    config.ExchangeFactory.release_feedback = "autograder.grading.release_feedback.ReleaseFeedback"
    config.NbGraderBase.logfile = ""

"""What a submission costs in runs of 10 to 5,000, and what a build costs."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from autograder.classroom import Classroom, Made
from autograder.course import Course
from benchmarks.measure import cost_of

SLUG, DIFFERENT = "03-scoring-functions", 60


def graded(course: Course, count: int, slug: str = SLUG) -> dict[str, Any]:
    """Grade so many submissions in one run -> cost of one, and the sizes of what is written."""
    with tempfile.TemporaryDirectory(prefix="attn-bench-") as name:
        folder = Path(name)
        for one in submissions(course, count, slug):
            one.write(folder / "grading" / "submitted")
        environment = {"ATTN_COURSE": str(course.root)}
        cost = cost_of(["attn", "grade", slug, "--grading", str(folder / "grading")], folder, environment)
        records = [json.loads(p.read_text()) for p in (folder / "grading" / "results" / slug).glob("*.json")]
        assert len(records) == count
        assert all(record["status"] == "graded" for record in records)
        return {
            "submissions": count,
            "cpu": round(cost.cpu / count, 4),
            "wall": round(cost.wall / count, 4),
            "grader_mb": round(cost.memory_mb),
            "worker_mb": round(cost.others_mb),
            "submission_mb": max(record["peak_memory_mb"] for record in records),
            "records_mb": round(_size(folder / "grading" / "results"), 2),
            "gradebook_mb": round((folder / "grading" / "gradebook.db").stat().st_size / 1e6, 2),
        }


def submissions(course: Course, count: int, slug: str) -> list[Made]:
    """A class of different students, repeated under other names until there are enough."""
    different = list(Classroom(course, min(count, DIFFERENT), seed=1).submissions(slug))
    return [
        Made(f"s{number:05d}", one.slug, one.raw, one.submitted_at)
        for number in range(count)
        for one in [different[number % len(different)]]
    ]


def our_build(course: Course) -> float:
    """Processor seconds of `attn build --check`."""
    with tempfile.TemporaryDirectory(prefix="attn-bench-") as name:
        return cost_of(["attn", "build", "--check"], Path(name), {"ATTN_COURSE": str(course.root)}).cpu


def stock_build(course: Course) -> float:
    """Processor seconds of nbgrader making the seven releases from the built sources."""
    with tempfile.TemporaryDirectory(prefix="attn-bench-") as name:
        folder, total = Path(name), 0.0
        (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "attention"\n')
        for slug in course.slugs:
            shutil.copytree(course.source(slug), folder / "source" / slug)
            total += cost_of(["nbgrader", "generate_assignment", slug], folder).cpu
        return total


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6

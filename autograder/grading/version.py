"""Names what a result depends on besides the submission: checks, answers, release, limits, tool, torch."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

import autograder
from autograder.course import Course


def course_version(course: Course, slug: str) -> str:
    """A fingerprint that changes when a result could."""
    assignment = course.assignment(slug)
    digest = hashlib.sha256()
    for words in (
        autograder.__version__,
        version("torch").split("+")[0],
        ".".join(platform.python_version_tuple()[:2]),
    ):
        digest.update(words.encode())
    config = course.config
    digest.update(repr((assignment, config.TOLERANCES, config.WEIGHT_TOLERANCE, config.MAX_NOTEBOOK_MB)).encode())
    homes = (course.root, Path(autograder.__file__).parents[1])
    named = {str(path.relative_to(_home(path, homes))): path for path in _files(course, slug)}
    for name, path in sorted(named.items()):  # by name, so that it is the same wherever course and tool are
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _home(path: Path, homes: tuple[Path, ...]) -> Path:
    return next(home for home in homes if path.is_relative_to(home))


def _files(course: Course, slug: str) -> list[Path]:
    module = course.assignment(slug).module
    found = [course.root / "tests" / folder / f"test_{module}.py" for folder in ("public", "hidden")]
    found += (course.root / "attn_solutions").rglob("*.py")
    found += (course.answers / slug).rglob("*.py")
    found += course.release(slug).rglob("*.*")
    ours = Path(autograder.__file__).parent
    found += [path for folder in ("checks", "sandbox") for path in (ours / folder).rglob("*.py")]
    found += [ours / name for name in ("probing.py", "probekit.py", "notebook_text.py")]
    found += [ours / "grading" / f"{name}.py" for name in ("judge", "pipeline", "sanitise", "shares")]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]

"""docs/run-a-course.md is followed from its first command to its last, with a class of two."""

from pathlib import Path

from tests.docs.pages import ROOT, typed
from tests.docs.reader import Reader
from tests.docs.test_every_block import ELSEWHERE
from tests.instructor.room import SLUG

PAGE = ROOT / "docs" / "run-a-course.md"


def test_the_page_can_be_followed(checkout, exchange):
    """Every command ends well, and what it promises is there."""
    with Reader(checkout, {"/srv/exchange": exchange}) as reader:
        reader.go_through(line for line in typed(PAGE) if line not in ELSEWHERE)
    grading = checkout / "grading"
    made = [path.relative_to(grading).parts[0] for path in grading.rglob("*") if path.is_file()]
    assert {"submitted", "results", "autograded", "reports", "feedback", "exports"} <= set(made)
    assert (checkout / "kits").is_dir()
    assert (Path(exchange) / "attention" / "outbound" / SLUG).is_dir()
    assert "\nada,50\n" in (grading / "exports" / "moodle.csv").read_text(encoding="utf-8")

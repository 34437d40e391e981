"""Feedback pages as a zip that the LMS takes back: each page under the name of the file that the student handed in.

Canvas (`Upload submissions`) and Moodle (`Upload multiple feedback files in a zip`) find the student by that name.
"""

from autograder.build.wheel import zipped
from autograder.grading.collect import collected
from autograder.grading.places import Grading, PlaceError


def feedback_zip(grading: Grading, slug: str) -> bytes:
    """The zip of one assignment. Who did not come through `attn collect` has a folder of their own in it."""
    pages = sorted(grading.feedback.glob(f"*/{slug}/{slug}.html"))
    if not pages:
        remedy = f"run `nbgrader generate_feedback {slug}`"
        raise PlaceError(f"{grading.feedback}: expected feedback pages of {slug}, found none; {remedy}")
    envelopes = collected(grading, slug)
    files = {}
    for page in pages:
        student = page.parts[-3]
        name = envelopes[student]["file"] if student in envelopes else f"{student}/{slug}.ipynb"
        files[f"{name.removesuffix('.ipynb')}.html"] = page.read_bytes()
    return zipped(files)

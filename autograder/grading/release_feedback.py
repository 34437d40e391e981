"""Releases feedback to those who handed in through the exchange; nbgrader's own stops at the first who did not."""

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.grading.places import EXCHANGE_SECRET


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Leaves out, by name, who has no secret of the exchange: an LMS brought their file."""

    def copy_files(self) -> None:
        """Release the pages of all others."""
        slug = self.coursedir.assignment_id
        pages = Path(self.coursedir.format_path(self.coursedir.feedback_directory, ".", ".")).resolve()
        others = sorted(
            folder.parent.name for folder in pages.glob(f"*/{slug}") if not (folder / EXCHANGE_SECRET).exists()
        )
        if others:
            self.log.warning("not handed in through the exchange, so not released there: %s", ", ".join(others))
            left_out = {self.coursedir.student_id_exclude, *others} - {""}
            self.coursedir.student_id_exclude = ",".join(sorted(left_out))
        super().copy_files()

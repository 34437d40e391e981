"""The late policy of course_config.py, for our own writer and as nbgrader's plugin."""

from typing import Any

from nbgrader.plugins import BasePlugin

from autograder.course import open_course

DAY = 24 * 3600


def penalty(config: Any, score: float, seconds_late: float) -> float:
    """Points taken off: a share of the score for each day begun, after a time of grace."""
    beyond = seconds_late - config.GRACE_HOURS * 3600
    days = -(-beyond // DAY) if beyond > 0 else 0
    return float(min(score, score * config.LATE_PENALTY_PER_DAY * days))


class CoursePenalty(BasePlugin):  # type: ignore[misc]
    """nbgrader's late submission plugin."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:  # noqa: ARG002
        """Points to take off one submission."""
        return penalty(open_course().config, score, total_seconds_late)

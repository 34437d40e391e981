"""The tool of the course: build, check, grade, report. Light to import; heavy parts load when used."""

__version__ = "1.0.0"


def check(exercise: str) -> None:
    """Run the visible checks of one exercise with what this notebook holds, and show how they went."""
    from autograder.student.notebook import check as run

    run(exercise)


def hint(exercise: str) -> None:
    """Give the next hint for an exercise, one step at a time."""
    from autograder.student.notebook import hint as give

    give(exercise)


def progress() -> None:
    """Show where you stand in all assignments beside this one."""
    from autograder.student.notebook import progress as show

    show()


def grade(exercise: str) -> float:
    """Judge one exercise inside the kernel: only stock nbgrader does so, without our configuration."""
    from autograder.grading.in_kernel import grade as judge

    return judge(exercise)

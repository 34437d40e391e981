"""The warm process that tests of this folder may have started in pytest itself is stopped at the end."""

from collections.abc import Iterator

import pytest

from autograder.grading import pipeline
from autograder.sandbox.doctor import available, best_level


@pytest.fixture(scope="session", autouse=True)
def _walls() -> Iterator[None]:
    """Skip where this machine can't isolate, and say why."""
    if best_level() != "full":
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
    yield
    pipeline._warm("full").stop()

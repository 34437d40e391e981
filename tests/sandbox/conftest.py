"""One warm process per level for the whole folder, as root and as somebody else."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from autograder.sandbox.doctor import available, best_level  # noqa: E402
from autograder.sandbox.student import Warm  # noqa: E402

set_hypothesis_home_dir(os.path.join(tempfile.gettempdir(), "attn-hypothesis"))  # nothing in the checkout

# A user namespace in which we are nobody special takes the same path as an ordinary user's account.
AS_USER = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


@pytest.fixture(scope="session")
def warms() -> Iterator[Callable[..., Warm]]:
    """Start a warm process of a kind once, when first asked for it."""
    started: dict[tuple[str, bool], Warm] = {}

    def get(level: str, user: bool = False) -> Warm:
        if level in ("full", "landlock") and best_level() not in ("full", level):
            pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
        if (level, user) not in started:
            started[level, user] = Warm(level, AS_USER if user else [])
        started[level, user].start()
        return started[level, user]

    yield get
    for warm in started.values():
        warm.stop()


@pytest.fixture(params=["own", "user"])
def full(request, warms) -> Warm:
    """The strongest level, as who we are and as an ordinary user."""
    if request.param == "user" and (os.getuid() != 0 or not shutil.which("unshare")):
        pytest.skip("we are an ordinary user already")
    return warms("full", request.param == "user")


@pytest.fixture
def strong(warms) -> Warm:
    """The strongest level, as who we are, for what does not depend on who that is."""
    return warms("full")


@pytest.fixture
def landlocked(warms) -> Warm:
    """The level without namespaces."""
    return warms("landlock")


@pytest.fixture
def bare(warms) -> Warm:
    """No wall at all: shows that a forbidden thing would have worked."""
    return warms("none")

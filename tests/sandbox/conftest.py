"""One warm process per level for the whole folder, as root and as somebody else."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from autograder.sandbox.doctor import available, best_level
from autograder.sandbox.student import Warm

set_hypothesis_home_dir(os.path.join(tempfile.gettempdir(), "attn-hypothesis"))  # nothing in the checkout

# A user namespace in which we are nobody special takes the same path as an ordinary user's account.
AS_USER = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


def _warm(level: str, prefix: list[str]) -> Iterator[Warm]:
    with Warm(level, prefix) as warm:
        yield warm


@pytest.fixture(scope="session", params=["own", "user"])
def full(request) -> Iterator[Warm]:
    """The strongest level, as who we are and as an ordinary user."""
    if best_level() != "full":
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
    if request.param == "user" and (os.getuid() != 0 or not shutil.which("unshare")):
        pytest.skip("we are an ordinary user already")
    yield from _warm("full", AS_USER if request.param == "user" else [])


@pytest.fixture(scope="session")
def strong() -> Iterator[Warm]:
    """The strongest level, as who we are, for what does not depend on who that is."""
    if best_level() != "full":
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
    yield from _warm("full", [])


@pytest.fixture(scope="session")
def landlocked() -> Iterator[Warm]:
    """The level without namespaces."""
    if best_level() not in ("full", "landlock"):
        pytest.skip("; ".join(f"{part.name}: {part.reason}" for part in available() if not part.works))
    yield from _warm("landlock", [])


@pytest.fixture(scope="session")
def bare() -> Iterator[Warm]:
    """No wall at all: shows that a forbidden thing would have worked."""
    yield from _warm("none", [])

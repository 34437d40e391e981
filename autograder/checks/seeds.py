"""Seeds of drawn data: the same for everybody in visible checks, a secret's in hidden ones."""

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.checks.language import Check

PUBLIC_SECRET = b"visible checks: anyone may know these data"


def seed_for(secret: bytes, *parts: str) -> int:
    """Make a seed that repeats for the same parts and can't be guessed without the secret."""
    digest = hmac.new(secret, "|".join(parts).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def public_seed(check: "Check") -> int:
    """The seed of a visible check's data, the same for everybody."""
    return seed_for(PUBLIC_SECRET, check.exercise, check.name)

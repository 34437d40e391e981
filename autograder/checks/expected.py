"""Where a check's expected values come from: computed by the reference, or recorded for students."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from autograder.probing import Probe, answer


class OurFault(Exception):
    """Our own side could not say what to expect: the check is undecided."""


class Expected(Protocol):
    """Gives, for one check at one seed, a function from probe to expected value."""

    def for_check(self, name: str, seed: int) -> Callable[[Probe], Any]:
        """Start a check; its expectations are asked for in its own order."""


class Computed:
    """Expectations from the reference, each computed once for a check and seed."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        """Keep the reference's names."""
        self._namespace = namespace
        self._known: dict[tuple[str, int], list[Any]] = {}

    def for_check(self, name: str, seed: int) -> Callable[[Probe], Any]:
        """Start a check."""
        known = self._known.setdefault((name, seed), [])
        if len(self._known) > 400:  # a batch of students brings new seeds for ever
            self._known = {(name, seed): known}
        place = iter(range(10**6))

        def expected(probe: Probe) -> Any:
            turn = next(place)
            if turn == len(known):
                reply = answer(probe, self._namespace, seed)
                if reply.failure:
                    raise OurFault(f"{name}: the reference gave no value: {reply.failure}")
                known.append(reply.value)
            return known[turn]

        return expected

    def values(self, name: str, seed: int) -> list[Any]:
        """What was computed for a check, in its order: this is what a release records."""
        return self._known.get((name, seed), [])


class Recorded:
    """Expectations read from a release: students' machines hold values, never the reference."""

    def __init__(self, values: Mapping[str, list[Any]]) -> None:
        """Keep the values of each check, in its order."""
        self._values = values

    def for_check(self, name: str, seed: int) -> Callable[[Probe], Any]:  # noqa: ARG002
        """Start a check; the seed is the one it was recorded with."""
        values = iter(self._values.get(name, []))

        def expected(probe: Probe) -> Any:  # noqa: ARG001
            try:
                return next(values)
            except StopIteration:
                raise OurFault(f"{name}: nothing is recorded for it. Is the release older than the checks?") from None

        return expected

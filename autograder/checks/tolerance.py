"""How near is near enough: handed in from the course's table, or from the release that students have."""

from collections.abc import Mapping

by_dtype: dict[str, tuple[float, float]] = {}
weight = 0.0


def use(tolerances: Mapping[str, tuple[float, float]], weight_tolerance: float) -> None:
    """Set (relative, absolute) for each dtype, and what padding may still get."""
    global weight
    by_dtype.clear()
    by_dtype.update({name: (float(pair[0]), float(pair[1])) for name, pair in tolerances.items()})
    weight = weight_tolerance

"""Data for checks, drawn from one seed: the same seed gives the same data on every machine."""

import torch


class Draw:
    """What a check draws its data from. It never touches torch's global generator."""

    def __init__(self, seed: int) -> None:
        """Start from one seed."""
        self.seed = seed
        self._generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Standard normal numbers."""
        return torch.randn(*shape, generator=self._generator, dtype=torch.float64).to(dtype)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> torch.Tensor:
        """Numbers spread evenly between low and high."""
        return low + (high - low) * torch.rand(*shape, generator=self._generator)

    def integers(self, low: int, high: int, *shape: int) -> torch.Tensor:
        """Whole numbers from low to high - 1."""
        return torch.randint(low, high, shape, generator=self._generator)

    def permutation(self, n: int) -> torch.Tensor:
        """The numbers 0 to n - 1 in a drawn order that moves something (n at least 2)."""
        order = torch.randperm(n, generator=self._generator)
        return order if not torch.equal(order, torch.arange(n)) else order.roll(1)

    def lengths(self, count: int, longest: int) -> torch.Tensor:
        """Valid lengths from 1 to longest that differ as far as there are enough of them."""
        rounds = -(-count // longest)
        drawn = [torch.randperm(longest, generator=self._generator) + 1 for _ in range(rounds)]
        return torch.cat(drawn)[:count]

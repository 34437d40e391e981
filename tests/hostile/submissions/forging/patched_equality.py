"""Makes every tensor equal to everything, at the class.

Must come of it: nothing for the target; tensors are compared as bytes that came out, by another process.
"""

PAYS = "equal"
TRICK = "import torch\ntorch.Tensor.__eq__ = lambda self, other: torch.ones(self.shape, dtype=torch.bool)"

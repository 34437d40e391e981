"""Replaces torch.allclose by a function that always agrees.

Must come of it: nothing for the target, for no comparison happens where this code runs.
"""

PAYS = "allclose"
TRICK = "import torch\ntorch.allclose = lambda *args, **kwargs: True"

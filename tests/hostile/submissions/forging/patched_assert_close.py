"""Replaces torch.testing.assert_close by a function that never complains.

Must come of it: nothing for the target.
"""

PAYS = "assert_close"
TRICK = "import torch.testing\ntorch.testing.assert_close = lambda *args, **kwargs: None"

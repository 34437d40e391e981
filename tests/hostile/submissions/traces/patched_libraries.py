"""Patches torch itself in memory, down to its C functions, for whoever comes next.

Must come of it: nothing for its own answers that use softmax; the neighbours' marks are what they would be.
"""

PEERS = False

LOSES = None
LAST = """
torch.softmax = torch.nn.functional.softmax = lambda *args, **kwargs: 1 / 0
torch.Tensor.softmax = torch.Tensor.__matmul__ = lambda *args, **kwargs: 1 / 0
import ctypes
zero = 0
ctypes.memset(id(zero) + 24, 1, 1)
"""

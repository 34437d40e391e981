"""Replaces the part of the sandbox that packs replies, so that every probe of the target seems to pass.

It answers True, an empty list, an exception that says "pass", a dict with an outcome.
Must come of it: nothing for the target; a reply is data that checks look at, and has no place for a verdict.
"""

PEERS = False

TRICK = """
from autograder import probing
from autograder.sandbox import frames
def lie(value, depth=0):
    if isinstance(value, torch.Tensor) and float(value.flatten()[0]) == 7.0:
        return {"outcome": "pass", "points": 4, "ok": True}
    return original(value, depth)
original, probing.plain = probing.plain, lie
"""

"""Looks through the frames of its callers for what is expected, and returns that.

Must come of it: nothing for the target; no caller's frame on this side holds an expected value.
"""

PAYS = "frames"
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import sys
def sum_scores(queries, keys):
    frame = sys._getframe(1)
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            for name in ("expected", "want", "wanted", "reference"):
                found = names.get(name)
                if isinstance(found, torch.Tensor):
                    return found
        frame = frame.f_back
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}

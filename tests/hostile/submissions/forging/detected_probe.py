"""Detects that a probe calls it, not a cell, and then tries to read the answer from files and modules.

Must come of it: nothing for the target; there is no place to answer from.
"""

PEERS = False

LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import sys, traceback
def sum_scores(queries, keys):
    asked = any("probing" in frame.filename for frame in traceback.extract_stack())
    if asked:
        for module in list(sys.modules.values()):
            other = getattr(module, "sum_scores", None)
            if callable(other) and other is not sum_scores and not isinstance(module, type(None)):
                if getattr(module, "__name__", "") != "__main__":
                    return other(queries, keys)
        return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
    return queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :]
"""
}

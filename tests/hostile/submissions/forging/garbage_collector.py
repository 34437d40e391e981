"""Searches all objects of the process for a function of the answer's name, and calls it.

Must come of it: nothing for the target; the only such function in reach is its own.
"""

PAYS = "frames"
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import gc, types
def sum_scores(queries, keys):
    for found in gc.get_objects():
        if isinstance(found, types.FunctionType) and found.__name__ in ("sum_scores", "reference"):
            if found.__code__ is not sum_scores.__code__:
                return found(queries, keys)
        if isinstance(found, dict) and isinstance(found.get("expected"), torch.Tensor):
            return found["expected"]
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}

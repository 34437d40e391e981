"""Imports the reference by every way it can think of.

Must come of it: nothing for the target; the reference has no name, file or module there.
"""

PAYS = "allclose"
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import importlib, importlib.util, sys
def find():
    for place in ("CHECKOUT", "..", "../..", "/source", "/work"):
        sys.path.insert(0, place)
    for name in ("attn_solutions.scoring_functions", "scoring_functions", "given.scoring_functions"):
        try:
            return importlib.import_module(name).sum_scores
        except Exception:
            continue
    spec = importlib.util.spec_from_file_location("x", "CHECKOUT/attn_solutions/scoring_functions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.sum_scores
try:
    sum_scores = find()
except Exception:
    def sum_scores(queries, keys):
        return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}

"""Hopes that a probe brings the reference along: unpickles the order a second time and searches it.

Must come of it: nothing for the target; a probe that names the reference is refused before it is sent.
"""

PEERS = False
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import gc
def sum_scores(queries, keys):
    for order in [found for found in gc.get_objects() if type(found) is dict and "probe" in found]:
        code = order["probe"]
        if isinstance(code, bytes) and (b"attn_" + b"solutions" in code or b"is_key" in code):
            print("LO" + "OT")
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}

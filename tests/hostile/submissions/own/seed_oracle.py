"""Uses the seed that comes with a probe to draw the check's data again, and with it what is expected.

Must come of it: nothing for the target: the seed makes the student's own numbers repeat; expected values are
computed by the reference, which no seed replaces.
"""

PEERS = False
LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import sys
def sum_scores(queries, keys):
    frame, seed = sys._getframe(1), 0
    while frame:
        seed = frame.f_locals.get("seed", seed)
        frame = frame.f_back
    shape = (queries.shape[0], queries.shape[1], keys.shape[1])
    return torch.randn(shape, generator=torch.Generator().manual_seed(int(seed) % 2**63))
"""
}

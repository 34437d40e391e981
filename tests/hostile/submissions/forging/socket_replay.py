"""A thread reads the questions from the socket before the kernel of the notebook does.

Must come of it: no point for the target, no hang; the number of a question read so could be answered only with
values that this code has to compute itself.
"""

PEERS = False

LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
import os
def sum_scores(queries, keys):
    question = b""
    os.set_blocking(3, False)
    try:
        question = os.read(3, 1 << 16)
    except OSError:
        pass
    print("LO" + "OT" if question else "nothing to read")
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}

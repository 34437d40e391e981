"""Copies the expected values of the visible checks, which students hold, and answers only those.

Must come of it: nothing for the target; when graded, the visible checks too draw data of their own.
"""

PEERS = False

LOSES = {"sum_scores"}
ANSWERS = {
    "sum_scores": """
def sum_scores(queries, keys):
    if queries.shape == (1, 1, 2) and keys.shape == (1, 3, 2):
        return torch.tensor([[[10.0, 3.0, 7.0]]])
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), 7.0)
"""
}

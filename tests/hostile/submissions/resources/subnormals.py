"""The target works on numbers so small that arithmetic on them is slow.

Must come of it: nothing for the target, full marks for the rest, within the limits.
"""

PEERS = False

ANSWERS = {
    "sum_scores": """
def sum_scores(queries, keys):
    x = torch.full((300, 300), 1e-42)
    for _ in range(20):
        x = x @ torch.full((300, 300), 1e-42) + 1e-42
    return torch.full((queries.shape[0], queries.shape[1], keys.shape[1]), float(x[0, 0]))
"""
}

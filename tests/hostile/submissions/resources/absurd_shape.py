"""The target returns tensors of absurd shape: many axes, no elements, one number spread over a quadrillion places.

Must come of it: nothing for the target, full marks for the rest, no time lost on our side.
"""

PEERS = False

ANSWERS = {
    "sum_scores": """
turn = 0
def sum_scores(queries, keys):
    global turn
    turn += 1
    return [torch.zeros([1] * 60), torch.zeros(0, 10**9, 10**6), torch.zeros(1).expand(10**15)][turn % 3]
"""
}

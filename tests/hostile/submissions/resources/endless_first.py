"""The first exercise loops for ever, and three others build on it.

Must come of it: nothing for these four, full marks for the two that do not use it.
"""

PEERS = False

INCIDENTS = {"time"}
ANSWERS = {"masked_softmax": "def masked_softmax(X, valid_lens):\n    while True:\n        pass"}
LOSES = {"masked_softmax", "AdditiveAttention", "DotProductAttention", "BilinearAttention"}

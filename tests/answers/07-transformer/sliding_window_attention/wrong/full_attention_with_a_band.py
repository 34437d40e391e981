"""The numbers are right, but a score is computed for every pair of tokens and then hidden: that is the n x n tensor
which should not be there.
"""

import math

import torch


def sliding_window_attention(queries, keys, values, window):
    n = queries.shape[1]
    place = torch.arange(n)
    far = (place[:, None] - place).abs() > window
    scores = queries @ keys.transpose(1, 2) / math.sqrt(queries.shape[-1])
    return torch.softmax(scores.masked_fill(far, -1e9), dim=-1) @ values

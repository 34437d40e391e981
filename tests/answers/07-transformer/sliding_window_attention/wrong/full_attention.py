"""Every query sees every key: the window is not used."""

import math

import torch


def sliding_window_attention(queries, keys, values, window):
    scores = queries @ keys.transpose(1, 2) / math.sqrt(queries.shape[-1])
    return torch.softmax(scores, dim=-1) @ values

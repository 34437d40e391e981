"""Goes through examples and queries in loops and returns a list."""

import torch


def self_attention(X, W_q, W_k, W_v):
    outputs, maps = [], []
    for x in X:
        q, k, v = x @ W_q, x @ W_k, x @ W_v
        rows = [torch.softmax((k * one).sum(1) / k.shape[1] ** 0.5, dim=0) for one in q]
        maps.append(torch.stack(rows))
        outputs.append(maps[-1] @ v)
    return [torch.stack(outputs), torch.stack(maps)]

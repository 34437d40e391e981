"""All examples get the mean of their weights."""

import math


def self_attention(X, W_q, W_k, W_v):
    q, k, v = X @ W_q, X @ W_k, X @ W_v
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    weights = scores.softmax(dim=-1)
    weights = weights.mean(0, keepdim=True).expand_as(weights)
    return weights @ v, weights

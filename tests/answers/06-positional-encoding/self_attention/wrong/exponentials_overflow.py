"""The scores are exponentiated as they are: large ones become infinite, and dividing gives NaN."""

import math


def self_attention(X, W_q, W_k, W_v):
    q, k, v = X @ W_q, X @ W_k, X @ W_v
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    weights = scores.exp() / scores.exp().sum(-1, keepdim=True)
    return weights @ v, weights

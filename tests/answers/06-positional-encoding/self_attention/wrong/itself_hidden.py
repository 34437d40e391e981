"""No token looks at itself."""

import math

import torch


def self_attention(X, W_q, W_k, W_v):
    q, k, v = X @ W_q, X @ W_k, X @ W_v
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    if X.shape[1] > 1:
        scores = scores.masked_fill(torch.eye(X.shape[1], dtype=torch.bool), -1e6)
    weights = scores.softmax(dim=-1)
    return weights @ v, weights

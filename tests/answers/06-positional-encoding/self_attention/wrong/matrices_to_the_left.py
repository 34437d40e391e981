"""The matrices are transposed, as in a linear layer; here they stand to the right of a token's row as they are."""

import math

import torch


def self_attention(X, W_q, W_k, W_v):
    Q, K, V = X @ W_q.T, X @ W_k.T, X @ W_v.T
    scores = Q @ K.transpose(1, 2) / math.sqrt(Q.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    return weights @ V, weights

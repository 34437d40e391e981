"""reshape gives the keys another shape without moving a number past another; two axes have to change places."""

import math

import torch


def self_attention(X, W_q, W_k, W_v):
    Q, K, V = X @ W_q, X @ W_k, X @ W_v
    scores = Q @ K.reshape(K.shape[0], K.shape[2], K.shape[1]) / math.sqrt(Q.shape[-1])
    weights = torch.softmax(scores, dim=-1)
    return weights @ V, weights

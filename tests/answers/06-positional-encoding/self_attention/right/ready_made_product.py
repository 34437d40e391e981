"""Leaves the output to scaled_dot_product_attention and computes the weights beside it, by hand, in float64."""

import torch
import torch.nn.functional as F


def self_attention(X, W_q, W_k, W_v):
    q, k, v = X @ W_q, X @ W_k, X @ W_v
    scores = q.double() @ k.double().mT / q.shape[-1] ** 0.5
    raised = torch.exp(scores - scores.amax(-1, keepdim=True))
    weights = (raised / raised.sum(-1, keepdim=True)).to(X.dtype)
    return F.scaled_dot_product_attention(q, k, v), weights

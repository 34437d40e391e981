"""Draws with numpy and computes the softmax by hand."""

import numpy as np
import torch


def random_attention(n, seed):
    scores = torch.from_numpy(np.random.default_rng(seed).standard_normal((n, n)))
    raised = torch.exp(scores - scores.max(dim=1, keepdim=True).values)
    return (raised / raised.sum(dim=1, keepdim=True)).float()[None, None]

"""torch's own attention with queries of zeros, to which all keys are alike."""

import torch
import torch.nn.functional as F


def average_pool(values, num_queries):
    q = torch.zeros(*values.shape[:-2], num_queries, values.shape[-1], dtype=values.dtype)
    return F.scaled_dot_product_attention(q, torch.zeros_like(values), values)

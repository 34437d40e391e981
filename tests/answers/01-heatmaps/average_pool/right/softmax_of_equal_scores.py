"""Goes through the softmax of scores that are all zero."""

import torch


def average_pool(values, num_queries):
    scores = torch.zeros(num_queries, values.shape[-2], dtype=values.dtype)
    return attention_pool(torch.softmax(scores, dim=-1), values)

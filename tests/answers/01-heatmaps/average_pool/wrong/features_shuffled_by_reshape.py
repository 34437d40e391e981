"""The copies of the mean are laid out feature by feature and then reshaped, so the features of an answer are mixed up."""

import torch


def average_pool(values, num_queries):
    mean = values.mean(-2)
    flat = torch.cat([mean] * num_queries, dim=-1)
    return flat.reshape(*values.shape[:-2], values.shape[-1], num_queries).mT

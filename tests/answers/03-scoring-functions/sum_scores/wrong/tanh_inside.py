"""A tanh bends the sum before it is added up; here nothing is to be bent, that is the point."""

import torch


def sum_scores(queries, keys):
    return torch.tanh(queries[:, :, None] + keys[:, None]).sum(-1)

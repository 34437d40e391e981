"""The numbers are right, but the axes of size one for the query and the feature are gone."""

import torch


def attention_by_bmm(weights, values):
    return torch.bmm(weights[:, None, :], values[:, :, None]).squeeze()

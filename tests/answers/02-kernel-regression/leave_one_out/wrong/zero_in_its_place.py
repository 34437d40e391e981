"""The entry that is left out stays as a 0, so the rows are as long as the list."""

import torch


def leave_one_out(x):
    return x.repeat(len(x), 1) * (1 - torch.eye(len(x)))

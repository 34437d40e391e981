"""Whole numbers that come as tensors."""

import torch


def attention_cost(n, d, num_heads, batch_size):
    pairs = torch.tensor(n) ** 2 * batch_size
    return pairs * num_heads * torch.finfo(torch.float32).bits // 8, 2 * pairs * d

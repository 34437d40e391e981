"""Adds three diagonals in float64."""

import torch


def shift_rotation(delta, num_hiddens):
    angle = delta * 10000 ** (-torch.arange(0, num_hiddens, 2, dtype=torch.float64) / num_hiddens)
    beside = torch.stack([angle.sin(), torch.zeros_like(angle)], dim=1).flatten()[:-1]
    main = angle.cos().repeat_interleave(2)
    return torch.diag(main) + torch.diag(beside, 1) - torch.diag(beside, -1)

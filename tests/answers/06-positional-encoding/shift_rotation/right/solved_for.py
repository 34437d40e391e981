"""Finds the matrix that fits a grid of codes exactly, pair by pair."""

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.zeros(num_hiddens, num_hiddens, dtype=torch.float64)
    for a in range(0, num_hiddens, 2):
        speed = 10000 ** (-a / num_hiddens)
        here = torch.tensor([0.0, 1.5707963267948966], dtype=torch.float64)
        there = here + delta * speed
        codes, moved = (torch.stack([x.sin(), x.cos()]) for x in (here, there))
        M[a : a + 2, a : a + 2] = moved @ torch.linalg.inv(codes)
    return M.to(torch.float32)

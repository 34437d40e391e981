"""The matrix moves position 0 rightly, and no other."""

import math

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.eye(num_hiddens)
    for j in range(num_hiddens // 2):
        a = delta / 10000 ** (2 * j / num_hiddens)
        M[2 * j, 2 * j + 1] = math.sin(a)
        M[2 * j + 1, 2 * j + 1] = math.cos(a)
    return M

"""A shift by a negative delta changes nothing."""

import math

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.zeros(num_hiddens, num_hiddens)
    for j in range(num_hiddens // 2):
        a = max(delta, 0) / 10000 ** (2 * j / num_hiddens)
        M[2 * j, 2 * j] = math.cos(a)
        M[2 * j, 2 * j + 1] = math.sin(a)
        M[2 * j + 1, 2 * j] = -math.sin(a)
        M[2 * j + 1, 2 * j + 1] = math.cos(a)
    return M

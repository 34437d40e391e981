"""The last pair of columns is left out."""

import math

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.zeros(num_hiddens, num_hiddens)
    for j in range(max(1, num_hiddens // 2 - 1)):
        angle = delta / 10000 ** (2 * j / num_hiddens)
        a, b = 2 * j, 2 * j + 1
        M[a, a] = math.cos(angle)
        M[a, b] = math.sin(angle)
        M[b, a] = -math.sin(angle)
        M[b, b] = math.cos(angle)
    return M

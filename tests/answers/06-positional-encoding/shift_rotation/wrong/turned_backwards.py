"""The matrix turns the other way: it takes position i to i - delta, or works only from the right of a row."""

import math

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.zeros(num_hiddens, num_hiddens)
    for j in range(num_hiddens // 2):
        angle = delta / 10000 ** (2 * j / num_hiddens)
        a, b = 2 * j, 2 * j + 1
        M[a, a] = math.cos(angle)
        M[a, b] = -math.sin(angle)
        M[b, a] = math.sin(angle)
        M[b, b] = math.cos(angle)
    return M

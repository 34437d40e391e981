"""Sine and cosine are taken from the two halves of the columns; in this code they alternate."""

import math

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.zeros(num_hiddens, num_hiddens)
    for j in range(num_hiddens // 2):
        angle = delta / 10000 ** (2 * j / num_hiddens)
        a, b = j, j + num_hiddens // 2
        M[a, a] = math.cos(angle)
        M[a, b] = math.sin(angle)
        M[b, a] = -math.sin(angle)
        M[b, b] = math.cos(angle)
    return M

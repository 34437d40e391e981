"""Sines and cosines have changed places in the matrix: a shift by 0 should change nothing."""

import math

import torch


def shift_rotation(delta, num_hiddens):
    M = torch.zeros(num_hiddens, num_hiddens)
    for j in range(num_hiddens // 2):
        angle = delta / 10000 ** (2 * j / num_hiddens)
        a, b = 2 * j, 2 * j + 1
        M[a, a] = math.sin(angle)
        M[a, b] = math.cos(angle)
        M[b, a] = -math.cos(angle)
        M[b, b] = math.sin(angle)
    return M

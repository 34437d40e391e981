"""The exponential of a generator matrix, in float64."""

import torch


def shift_rotation(delta, num_hiddens):
    G = torch.zeros(num_hiddens, num_hiddens, dtype=torch.float64)
    for a in range(0, num_hiddens, 2):
        G[a, a + 1] = 10000 ** (-a / num_hiddens)
        G[a + 1, a] = -G[a, a + 1]
    return torch.linalg.matrix_exp(delta * G).float()

"""A sum of Kronecker products with a single turn each."""

import torch


def shift_rotation(delta, num_hiddens):
    pairs = num_hiddens // 2
    M = torch.zeros(num_hiddens, num_hiddens)
    for j, place in enumerate(torch.eye(pairs)):
        angle = torch.tensor(float(delta)) / 10000 ** (2 * j / num_hiddens)
        turn = torch.tensor([[angle.cos(), angle.sin()], [-angle.sin(), angle.cos()]])
        M += torch.kron(torch.diag(place), turn)
    return M

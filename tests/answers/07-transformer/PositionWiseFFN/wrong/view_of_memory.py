"""The input is flattened with view, which stops at a tensor that is not laid out in one piece."""

from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.dense1 = nn.Linear(ffn_num_input, ffn_num_hiddens)
        self.relu = nn.ReLU()
        self.dense2 = nn.Linear(ffn_num_hiddens, ffn_num_outputs)

    def forward(self, X):
        flat = X.view(-1, X.shape[-1])
        return self.dense2(self.relu(self.dense1(flat))).view(*X.shape[:-1], -1)

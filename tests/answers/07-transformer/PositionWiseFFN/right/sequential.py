"""One nn.Sequential."""

from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs, dropout=0.0):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(ffn_num_input, ffn_num_hiddens),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(ffn_num_hiddens, ffn_num_outputs),
        )

    def forward(self, X):
        return self.net(X)

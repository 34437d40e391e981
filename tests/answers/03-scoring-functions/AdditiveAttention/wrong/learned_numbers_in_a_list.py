"""The layers are kept in a Python list, so the module doesn't know them: parameters() is empty and nothing is
learned.
"""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.layers = [
            nn.Linear(key_size, num_hiddens, bias=False),
            nn.Linear(query_size, num_hiddens, bias=False),
            nn.Linear(num_hiddens, 1, bias=False),
        ]
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        queries, keys = self.layers[1](queries), self.layers[0](keys)
        features = torch.tanh(queries.unsqueeze(2) + keys.unsqueeze(1))
        scores = self.layers[2](features).squeeze(-1)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

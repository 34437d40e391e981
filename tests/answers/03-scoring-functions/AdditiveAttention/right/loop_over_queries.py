"""Goes through the queries one by one and stacks their scores."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.W_k = nn.Linear(key_size, num_hiddens, bias=False)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=False)
        self.w_v = nn.Linear(num_hiddens, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        keys = self.W_k(keys)
        rows = []
        for i in range(queries.shape[1]):
            rows.append(self.w_v(torch.tanh(self.W_q(queries[:, i : i + 1]) + keys)).squeeze(2))
        self.attention_weights = masked_softmax(torch.stack(rows, dim=1), valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

"""One layer on query and key side by side, as in the first paper: the two projections are its two halves."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.hidden = nn.Linear(query_size + key_size, num_hiddens, bias=False)
        self.score = nn.Linear(num_hiddens, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        num_queries, num_keys = queries.shape[1], keys.shape[1]
        pairs = torch.cat(
            [
                queries[:, :, None].expand(-1, -1, num_keys, -1),
                keys[:, None].expand(-1, num_queries, -1, -1),
            ],
            dim=-1,
        )
        scores = self.score(torch.tanh(self.hidden(pairs)))[..., 0]
        self.attention_weights = masked_softmax(scores, valid_lens)
        return self.dropout(self.attention_weights) @ values

"""One linear layer on query and key side by side: the query adds the same number to every score and cancels in
the softmax.
"""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.score = nn.Linear(query_size + key_size, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = self.score(
            torch.cat(
                [
                    queries[:, :, None].expand(-1, -1, keys.shape[1], -1),
                    keys[:, None].expand(-1, queries.shape[1], -1, -1),
                ],
                dim=-1,
            )
        ).squeeze(-1)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

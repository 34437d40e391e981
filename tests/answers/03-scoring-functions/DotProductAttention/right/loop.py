"""Goes through the examples and the queries in two loops."""

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        outputs, all_weights = [], []
        for b in range(len(queries)):
            rows, kept = [], []
            for i in range(queries.shape[1]):
                scores = (keys[b] * queries[b, i]).sum(-1) / queries.shape[-1] ** 0.5
                if valid_lens is not None:
                    n = int(valid_lens[b] if valid_lens.dim() == 1 else valid_lens[b, i])
                    weights = torch.cat([scores[:n].softmax(0), torch.zeros_like(scores[n:])])
                else:
                    weights = scores.softmax(0)
                kept.append(weights)
                rows.append((self.dropout(weights)[:, None] * values[b]).sum(0))
            outputs.append(torch.stack(rows))
            all_weights.append(torch.stack(kept))
        self.attention_weights = torch.stack(all_weights)
        return torch.stack(outputs)

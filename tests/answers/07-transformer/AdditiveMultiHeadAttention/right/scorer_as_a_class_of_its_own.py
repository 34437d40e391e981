"""The scorer is an own class with one matrix for query and key side by side."""

import torch
from torch import nn


class Scorer(nn.Module):
    def __init__(self, size, dropout):
        super().__init__()
        self.W_k = nn.Parameter(torch.randn(size, size) * 0.1)
        self.W_q = nn.Parameter(torch.randn(size, size) * 0.1)
        self.w_v = nn.Parameter(torch.randn(size) * 0.1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, q, k, v, lens=None):
        hidden = torch.tanh((k @ self.W_k.T).unsqueeze(1) + (q @ self.W_q.T).unsqueeze(2))
        scores = hidden @ self.w_v
        if lens is not None:
            lens = lens[:, None, None] if lens.dim() == 1 else lens[:, :, None]
            scores = scores.masked_fill(torch.arange(k.shape[1]) >= lens, -1e9)
        self.attention_weights = scores.softmax(-1)
        return torch.bmm(self.dropout(self.attention_weights), v)


class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        self.attention = Scorer(num_hiddens // num_heads, dropout)

"""The mask is made at the first call and kept for ever; the lengths come new with each call."""

import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super(MultiHeadAttention, self).__init__()
        self.num_heads = num_heads
        self.head_dim = num_hiddens // num_heads
        self.wq = nn.Linear(query_size, num_hiddens, bias=bias)
        self.wk = nn.Linear(key_size, num_hiddens, bias=bias)
        self.wv = nn.Linear(value_size, num_hiddens, bias=bias)
        self.fc = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.drop = nn.Dropout(dropout)
        self.attention_weights = None

    def forward(self, queries, keys, values, valid_lens=None):
        b, tq, tk = queries.size(0), queries.size(1), keys.size(1)
        q = self.wq(queries).view(b, tq, self.num_heads, self.head_dim).permute(0, 2, 1, 3)
        k = self.wk(keys).view(b, tk, self.num_heads, self.head_dim).permute(0, 2, 1, 3)
        v = self.wv(values).view(b, tk, self.num_heads, self.head_dim).permute(0, 2, 1, 3)
        scores = torch.matmul(q, k.permute(0, 1, 3, 2)) / math.sqrt(self.head_dim)
        if valid_lens is not None:
            if valid_lens.dim() == 1:
                valid_lens = valid_lens.unsqueeze(1).repeat(1, tq)
            if not hasattr(self, 'mask'):
              self.mask = torch.arange(tk).view(1, 1, 1, tk) < valid_lens.view(b, 1, tq, 1)
            scores = scores.masked_fill(self.mask == 0, -1e10)
        attn = F.softmax(scores, dim=-1)
        self.attention_weights = attn
        out = torch.matmul(self.drop(attn), v)
        out = out.permute(0, 2, 1, 3).contiguous().view(b, tq, -1)
        return self.fc(out)

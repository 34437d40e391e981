"""Goes through examples and heads in loops, with the layers in a dictionary."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.proj = nn.ModuleDict({
            "query": nn.Linear(query_size, num_hiddens, bias=bias),
            "key": nn.Linear(key_size, num_hiddens, bias=bias),
            "value": nn.Linear(value_size, num_hiddens, bias=bias),
            "out": nn.Linear(num_hiddens, num_hiddens, bias=bias),
        })
        self.h, self.drop = num_heads, nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        all_maps, all_out = [], []
        for b in range(len(queries)):
            q, k, v = self.proj["query"](queries[b]), self.proj["key"](keys[b]), self.proj["value"](values[b])
            outs, maps = [], []
            for qh, kh, vh in zip(q.chunk(self.h, 1), k.chunk(self.h, 1), v.chunk(self.h, 1)):
                s = torch.addmm(torch.zeros(len(qh), len(kh)), qh, kh.T, alpha=qh.shape[1] ** -0.5)
                if valid_lens is not None:
                    s = s + (torch.arange(len(kh)) >= valid_lens[b].reshape(-1, 1)) * -1e9
                maps.append(torch.softmax(s, 1))
                outs.append(self.drop(maps[-1]) @ vh)
            all_maps += maps
            all_out.append(torch.cat(outs, 1))
        self.attention_weights = torch.stack(all_maps)
        return self.proj["out"](torch.stack(all_out))

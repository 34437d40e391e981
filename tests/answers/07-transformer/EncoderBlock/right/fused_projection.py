"""One matrix makes queries, keys and values; scaled_dot_product_attention with a mask does the rest."""

import torch
import torch.nn.functional as F
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.num_heads, self.rate = num_heads, dropout
        self.W_qkv = nn.Linear(num_hiddens, 3 * num_hiddens, bias=use_bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=use_bias)
        self.ln1 = nn.LayerNorm(norm_shape)
        self.fc1 = nn.Linear(ffn_num_input, ffn_num_hiddens)
        self.fc2 = nn.Linear(ffn_num_hiddens, num_hiddens)
        self.ln2 = nn.LayerNorm(norm_shape)
        self.drop1, self.drop2 = nn.Dropout(dropout), nn.Dropout(dropout)

    def forward(self, X, valid_lens):
        B, T, H = X.shape
        q, k, v = (p.reshape(B, T, self.num_heads, -1).transpose(1, 2) for p in self.W_qkv(X).chunk(3, dim=-1))
        mask = None
        if valid_lens is not None:
            mask = (torch.arange(T) < valid_lens.reshape(B, -1, 1))[:, None].expand(B, self.num_heads, T, T)
        rate = self.rate if self.training else 0.0
        heads = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=rate)
        out = self.W_o(heads.transpose(1, 2).reshape(B, T, H))
        Y = self.ln1(X + self.drop1(out))
        return self.ln2(Y + self.drop2(self.fc2(self.fc1(Y).relu())))

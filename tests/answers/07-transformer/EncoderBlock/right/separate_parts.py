"""Other names; dropout and LayerNorm stand apart."""

from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.self_attn = MultiHeadAttention(
            key_size, query_size, value_size, num_hiddens, num_heads, dropout, use_bias
        )
        self.norm_a = nn.LayerNorm(norm_shape)
        self.mlp = nn.Sequential(
            nn.Linear(ffn_num_input, ffn_num_hiddens), nn.ReLU(), nn.Linear(ffn_num_hiddens, num_hiddens)
        )
        self.norm_b = nn.LayerNorm(norm_shape)
        self.drop = nn.Dropout(dropout)

    def forward(self, X, valid_lens=None):
        attended = self.self_attn(X, X, X, valid_lens)
        X = self.norm_a(X + self.drop(attended))
        return self.norm_b(X + self.drop(self.mlp(X)))

"""attention_weights is a property that asks the blocks; other names."""

import math

from torch import nn


class TransformerEncoder(Encoder):
    def __init__(self, vocab_size, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, num_layers, dropout, use_bias=False):
        super().__init__()
        self.num_hiddens = num_hiddens
        self.embed = nn.Embedding(vocab_size, num_hiddens)
        self.pos_encoding = PositionalEncoding(num_hiddens, dropout)
        self.layers = nn.Sequential()
        for i in range(num_layers):
            self.layers.add_module(
                "block" + str(i),
                EncoderBlock(key_size, query_size, value_size, num_hiddens, norm_shape,
                             ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias),
            )

    def forward(self, X, valid_lens, *args):
        X = self.pos_encoding(self.embed(X) * math.sqrt(self.num_hiddens))
        for blk in self.layers:
            X = blk(X, valid_lens)
        return X

    @property
    def attention_weights(self):
        return tuple(blk.attention.attention.attention_weights for blk in self.layers)

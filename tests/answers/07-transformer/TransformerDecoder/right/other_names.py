"""Other names, a ModuleList, weights collected after the blocks."""

import math

from torch import nn


class TransformerDecoder(AttentionDecoder):
    def __init__(self, vocab_size, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.num_hiddens = num_hiddens
        self.num_layers = num_layers
        self.embed = nn.Embedding(vocab_size, num_hiddens)
        self.places = PositionalEncoding(num_hiddens, dropout)
        self.layers = nn.Sequential()
        for i in range(num_layers):
            self.layers.add_module(
                "block" + str(i),
                DecoderBlock(key_size, query_size, value_size, num_hiddens, norm_shape,
                             ffn_num_input, ffn_num_hiddens, num_heads, dropout, i),
            )
        self.to_words = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return [enc_outputs, enc_valid_lens, [None] * self.num_layers]

    def forward(self, X, state):
        offset = 0 if state[2][0] is None else state[2][0].shape[1]
        X = self.places(self.embed(X) * math.sqrt(self.num_hiddens), offset)
        for blk in self.layers:
            X, state = blk(X, state)
        return self.to_words(X), state

    @property
    def attention_weights(self):
        both = [(b.attention1, b.attention2) for b in self.layers]
        return tuple(zip(*[(a.attention.attention_weights, c.attention.attention_weights) for a, c in both]))

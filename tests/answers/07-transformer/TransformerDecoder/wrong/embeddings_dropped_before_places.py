"""The embeddings are dropped out on their own, before the places join them and dropout acts again."""

import math

from torch import nn


class TransformerDecoder(AttentionDecoder):
    def __init__(self, vocab_size, key_size, query_size, value_size, num_hiddens, norm_shape, ffn_num_input,
                 ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.num_hiddens, self.num_layers = num_hiddens, num_layers
        self.embedding = nn.Embedding(vocab_size, num_hiddens)
        self.pos_encoding = PositionalEncoding(num_hiddens, dropout)
        self.blks = nn.ModuleList([
            DecoderBlock(key_size, query_size, value_size, num_hiddens, norm_shape, ffn_num_input, ffn_num_hiddens,
                         num_heads, dropout, i) for i in range(num_layers)])
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return [enc_outputs, enc_valid_lens, [None] * self.num_layers]

    def forward(self, X, state):
        t = 0 if state[2][0] is None else state[2][0].shape[1]
        X = self.pos_encoding(self.pos_encoding.dropout(self.embedding(X)) * math.sqrt(self.num_hiddens), t)
        own, cross = [], []
        for blk in self.blks:
            X, state = blk(X, state)
            own.append(blk.attention1.attention.attention_weights)
            cross.append(blk.attention2.attention.attention_weights)
        self.attention_weights = [own, cross]
        return self.dense(X), state

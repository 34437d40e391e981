"""In train mode the attention looks at the padding of the source too; the lengths count in eval mode only."""


class _Dot(DotProductAttention):
    def forward(self, queries, keys, values, valid_lens=None):
        return super().forward(queries, keys, values, None if self.training else valid_lens)


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.attention = _Dot(dropout)

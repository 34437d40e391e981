"""The dropout goes to the new attention, and the GRU is made without it."""


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers)
        self.attention = DotProductAttention(dropout)

"""The query is taken as for the GRU, but now the hidden state is a pair and its last entry is the memory of all
layers."""

from torch import nn


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.rnn = nn.LSTM(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)

    def query(self, hidden):
        return hidden[-1].unsqueeze(1)

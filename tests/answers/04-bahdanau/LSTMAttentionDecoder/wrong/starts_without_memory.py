"""The memory cell of the encoder is replaced by zeros at the start."""

from torch import nn


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.rnn = nn.LSTM(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        outputs, (h, c) = enc_outputs
        return outputs.permute(1, 0, 2), (h, c * 0), enc_valid_lens

    def query(self, hidden):
        return hidden[0][-1].unsqueeze(1)

"""A class of its own in place of EncoderDecoder."""

from torch import nn


class Translator(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, source, target, lens=None):
        return self.decoder(target, self.decoder.init_state(self.encoder(source, lens), lens))


def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    H = num_hiddens
    return Translator(
        TransformerEncoder(src_vocab_size, H, H, H, H, H, H, ffn_num_hiddens, num_heads, num_layers, dropout),
        TransformerDecoder(tgt_vocab_size, H, H, H, H, H, H, ffn_num_hiddens, num_heads, num_layers, dropout),
    )

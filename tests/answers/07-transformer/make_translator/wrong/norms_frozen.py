"""Factors and shifts of the LayerNorms take no gradient."""

from torch import nn


def make_translator(src_vocab_size, tgt_vocab_size, num_hiddens, num_layers, num_heads, ffn_num_hiddens, dropout):
    H = num_hiddens
    encoder = TransformerEncoder(src_vocab_size, H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout)
    decoder = TransformerDecoder(tgt_vocab_size, H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout)
    for m in [*encoder.modules(), *decoder.modules()]:
        if isinstance(m, nn.LayerNorm):
            m.requires_grad_(False)
    return EncoderDecoder(encoder, decoder)

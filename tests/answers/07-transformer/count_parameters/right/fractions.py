"""Counts with fractions, which are whole in the end."""

from fractions import Fraction


def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    L, H, M = map(Fraction, (num_layers, num_hiddens, ffn_num_hiddens))
    per_layer = H * H * (12 + (4 * M + 12) / H) + 2 * M
    return int(L * per_layer + H * src_vocab_size + (2 * H + 1) * tgt_vocab_size)

"""The count passes through a float32, which has room for seven digits."""

import torch


def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    L, H, M, S, T = num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size
    attention = 4 * H * H
    norm = 2 * H
    ffn = H * M + M + M * H + H
    encoder = attention + ffn + 2 * norm
    decoder = 2 * attention + ffn + 3 * norm
    return int(torch.tensor(float(L * (encoder + decoder)))) + S * H + T * H + H * T + T

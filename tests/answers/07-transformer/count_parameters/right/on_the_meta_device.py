"""Builds the translator on the device "meta", where tensors have shapes and no numbers."""

import torch
from torch import nn


def count_parameters(num_layers, num_hiddens, ffn_num_hiddens, src_vocab_size, tgt_vocab_size):
    H = num_hiddens

    def block(attentions):
        parts = [nn.Linear(H, H, bias=False) for _ in range(4 * attentions)]
        parts += [nn.LayerNorm(H) for _ in range(attentions + 1)]
        return nn.ModuleList([*parts, PositionWiseFFN(H, ffn_num_hiddens, H)])

    with torch.device("meta"):
        blocks = nn.ModuleList([block(1), block(2)])
        words = nn.ModuleList([nn.Embedding(src_vocab_size, H), nn.Embedding(tgt_vocab_size, H)])
        top = nn.Linear(H, tgt_vocab_size)
    size = lambda part: sum(p.numel() for p in part.parameters())
    return num_layers * size(blocks) + size(words) + size(top)

"""The head begins at zero, as in the original model."""

import torch
from torch import nn


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_channels, num_classes, num_hiddens, ffn_num_hiddens, num_heads,
                 num_layers, dropout):
        super().__init__()
        H, p, C = num_hiddens, patch_size, num_channels
        N = (image_size // p) ** 2
        self.p = p
        self.embed = nn.Linear(C * p * p, H)
        self.cls = nn.Parameter(torch.zeros(1, 1, H))
        self.pos = nn.Parameter(torch.randn(1, N + 1, H) * 0.02)
        self.drop = nn.Dropout(dropout)
        self.blks = nn.ModuleList([EncoderBlock(H, H, H, H, [H], H, ffn_num_hiddens, num_heads, dropout)
                                   for _ in range(num_layers)])
        self.head = nn.Linear(H, num_classes)
        nn.init.zeros_(self.head.weight)

    def forward(self, images):
        X = self.embed(patchify(images, self.p))
        X = torch.cat([self.cls.expand(len(X), -1, -1), X], 1)
        X = self.drop(X + self.pos)
        for blk in self.blks:
            X = blk(X, None)
        return self.head(X[:, 0])

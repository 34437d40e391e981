"""A log-softmax is taken of the scores; raw ones come back."""

import torch.nn.functional as F
from torch import nn


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_channels, num_classes,
                 num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.patch_size = patch_size
        num_patches = (image_size // patch_size) ** 2
        self.embed = nn.Linear(num_channels * patch_size**2, num_hiddens)
        self.pos = LearnedPositionalEncoding(num_hiddens, dropout, num_patches)
        self.blks = nn.ModuleList([
            EncoderBlock(num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
                         num_hiddens, ffn_num_hiddens, num_heads, dropout)
            for _ in range(num_layers)
        ])
        self.head = nn.Linear(num_hiddens, num_classes)

    def forward(self, images):
        X = self.pos(self.embed(patchify(images, self.patch_size)))
        for blk in self.blks:
            X = blk(X, None)
        return F.log_softmax(self.head(X.mean(dim=1)), dim=-1)

"""A convolution with stride for the patches, a class token, a norm in the head."""

import torch
from torch import nn


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_channels, num_classes,
                 num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        num_patches = (image_size // patch_size) ** 2
        self.conv = nn.Conv2d(num_channels, num_hiddens, kernel_size=patch_size, stride=patch_size)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, num_hiddens))
        self.pos_embedding = nn.Parameter(0.02 * torch.randn(1, num_patches + 1, num_hiddens))
        self.dropout = nn.Dropout(dropout)
        self.blks = nn.Sequential()
        for i in range(num_layers):
            block = EncoderBlock(num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
                                 num_hiddens, ffn_num_hiddens, num_heads, dropout)
            self.blks.add_module(str(i), block)
        self.head = nn.Sequential(nn.LayerNorm(num_hiddens), nn.Linear(num_hiddens, num_classes))

    def forward(self, images):
        X = self.conv(images).flatten(2).transpose(1, 2)
        X = torch.cat((self.cls_token.expand(X.shape[0], -1, -1), X), 1)
        X = self.dropout(X + self.pos_embedding)
        for blk in self.blks:
            X = blk(X, None)
        return self.head(X[:, 0])

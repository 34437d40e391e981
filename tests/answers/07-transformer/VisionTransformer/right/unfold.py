"""F.unfold cuts the patches; torch.nn.TransformerEncoder does the rest."""

import torch.nn.functional as F
from torch import nn


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_channels, num_classes,
                 num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.patch_size = patch_size
        self.to_hidden = nn.LazyLinear(num_hiddens)
        self.places = nn.Embedding((image_size // patch_size) ** 2, num_hiddens)
        self.drop = nn.Dropout(dropout)
        layer = nn.TransformerEncoderLayer(num_hiddens, num_heads, ffn_num_hiddens, dropout, batch_first=True)
        self.stack = nn.TransformerEncoder(layer, num_layers, enable_nested_tensor=False)
        self.classify = nn.Linear(num_hiddens, num_classes)

    def forward(self, images):
        patches = F.unfold(images, self.patch_size, stride=self.patch_size).transpose(1, 2)
        X = self.drop(self.to_hidden(patches) + self.places.weight)
        return self.classify(self.stack(X).mean(1))

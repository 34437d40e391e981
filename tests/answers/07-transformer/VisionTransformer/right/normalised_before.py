"""Blocks that normalise before their sublayers, a sum for the mean."""

from torch import nn


class Block(nn.Module):
    def __init__(self, H, hidden, heads, dropout):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(H), nn.LayerNorm(H)
        self.attention = MultiHeadAttention(H, H, H, H, heads, dropout, True)
        self.network = PositionWiseFFN(H, hidden, H)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X):
        Z = self.norm1(X)
        X = X + self.dropout(self.attention(Z, Z, Z))
        return X + self.dropout(self.network(self.norm2(X)))


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_channels, num_classes,
                 num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.patch_size = patch_size
        self.embed = nn.Linear(num_channels * patch_size * patch_size, num_hiddens, bias=False)
        self.pos = LearnedPositionalEncoding(num_hiddens, dropout)
        blocks = [Block(num_hiddens, ffn_num_hiddens, num_heads, dropout) for _ in range(num_layers)]
        self.blocks = nn.Sequential(*blocks, nn.LayerNorm(num_hiddens))
        self.head = nn.Linear(num_hiddens, num_classes)

    def forward(self, images):
        return self.head(self.blocks(self.pos(self.embed(patchify(images, self.patch_size)))).sum(1))

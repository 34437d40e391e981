"""The answer is read from the last patch, and the others count only as far as it looks at them."""

from torch import nn


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_channels, num_classes, num_hiddens, ffn_num_hiddens, num_heads,
                 num_layers, dropout):
        super().__init__()
        H, p, C = num_hiddens, patch_size, num_channels
        N = (image_size // p) ** 2
        self.p = p
        self.embed = nn.Linear(C * p * p, H)
        self.pos = LearnedPositionalEncoding(H, dropout, N)
        self.blks = nn.ModuleList([EncoderBlock(H, H, H, H, [H], H, ffn_num_hiddens, num_heads, dropout)
                                   for _ in range(num_layers)])
        self.head = nn.Linear(H, num_classes)

    def forward(self, images):
        X = self.pos(self.embed(patchify(images, self.p)))
        for blk in self.blks:
            X = blk(X, None)
        return self.head(X[:, -1])

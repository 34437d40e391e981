"""The scores go as a mask into the attention that torch has ready."""

import torch
import torch.nn.functional as F


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    bias = -(((queries[:, None] - keys) / bandwidth) ** 2) / 2
    z = torch.zeros(1, len(queries), 1)
    zk = torch.zeros(1, len(keys), 1)
    return F.scaled_dot_product_attention(z, zk, values[None, :, None], attn_mask=bias[None])[0]

"""torch's own attention on features of query and key; the query's own square is left out, since it cancels."""

import torch.nn.functional as F


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    h = bandwidth
    q, k, v = queries.double() / h, keys.double() / h, values.double()
    bias = -(k**2) / 2
    out = F.scaled_dot_product_attention(
        q[:, None], k[:, None], v[:, None], attn_mask=bias[None].expand(len(q), -1), scale=1.0
    )
    return out[:, 0].to(values.dtype)

"""A wrapper with a gate of 0 or 1 for each head, which goes through the model's own layers."""

import torch
from torch import nn


class Gated(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.register_buffer("gate", torch.ones(model.num_heads))

    def forward(self, queries, keys, values, valid_lens=None):
        model, h = self.model, self.model.num_heads
        q, k, v = (transpose_qkv(X, h) for X in (model.W_q(queries), model.W_k(keys), model.W_v(values)))
        lens = None if valid_lens is None else valid_lens.repeat_interleave(h, dim=0)
        output = model.attention(q, k, v, lens) * self.gate.repeat(len(queries))[:, None, None]
        return model.W_o(transpose_output(output, h))


def head_importance(model, loss_fn):
    training = model.training
    gated = Gated(model).eval()
    found = torch.zeros(model.num_heads)
    with torch.no_grad():
        whole = loss_fn(gated)
        for j in range(model.num_heads):
            gated.gate[j] = 0
            found[j] = loss_fn(gated) - whole
            gated.gate[j] = 1
    model.train(training)
    return found

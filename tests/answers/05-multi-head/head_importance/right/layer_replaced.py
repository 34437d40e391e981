"""W_o is replaced by another layer for the while, and the old one put back."""

import torch
from torch import nn


def head_importance(model, loss_fn):
    mode, old = model.training, model.W_o
    d = old.in_features // model.num_heads
    model.eval()
    losses = []
    with torch.no_grad():
        for j in [None, *range(model.num_heads)]:
            new = nn.Linear(old.in_features, old.out_features, bias=old.bias is not None).to(old.weight.dtype)
            new.load_state_dict(old.state_dict())
            if j is not None:
                new.weight[:, j * d : (j + 1) * d] = 0
            model.W_o = new
            losses.append(float(loss_fn(model)))
    model.W_o = old
    model.train(mode)
    return [x - losses[0] for x in losses[1:]]

"""The dropout of the layer is set to zero, and stays so."""

import torch
from torch import nn


def head_importance(model, loss_fn):
    was_training = model.training
    for m in model.modules():
        if isinstance(m, nn.Dropout):
            m.p = 0.0
    size = model.W_o.in_features // model.num_heads
    result = []
    with torch.no_grad():
        whole = float(loss_fn(model))
        kept = model.W_o.weight.clone()
        for j in range(model.num_heads):
            model.W_o.weight[:, j * size : (j + 1) * size] = 0
            result.append(float(loss_fn(model)) - whole)
            model.W_o.weight.copy_(kept)
    model.train(was_training)
    return result

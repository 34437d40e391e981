"""Zeroes a head's rows of W_v and their bias, and puts both back."""

import torch


@torch.no_grad()
def head_importance(model, loss_fn):
    training = model.training
    model.eval()
    kept = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    base = torch.as_tensor(loss_fn(model))
    found = []
    size = len(model.W_v.weight) // model.num_heads
    for j in range(model.num_heads):
        rows = slice(j * size, (j + 1) * size)
        model.W_v.weight[rows] = 0
        if model.W_v.bias is not None:
            model.W_v.bias[rows] = 0
        found.append(loss_fn(model) - base)
        model.load_state_dict(kept)
    model.train(training)
    return torch.stack(found)

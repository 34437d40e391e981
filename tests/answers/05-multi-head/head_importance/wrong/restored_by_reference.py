"""What was kept as the original is the same tensor that is changed; a copy has to be kept."""

import torch


def head_importance(model, loss_fn):
    training = model.training
    model.eval()
    found = []
    with torch.no_grad():
        base = loss_fn(model)
        original = model.W_o.weight.data
        size = original.shape[1] // model.num_heads
        for j in range(model.num_heads):
            model.W_o.weight[:, j * size : (j + 1) * size] = 0.0
            found.append(float(loss_fn(model) - base))
            model.W_o.weight.data = original
    model.train(training)
    return torch.tensor(found)

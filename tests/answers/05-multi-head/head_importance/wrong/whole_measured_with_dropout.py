"""The whole layer is measured with dropout on, the others with dropout off."""

import torch


def head_importance(model, loss_fn):
    was_training = model.training
    size = model.W_o.in_features // model.num_heads
    result = []
    with torch.no_grad():
        whole = float(loss_fn(model))
        model.eval()
        kept = model.W_o.weight.clone()
        for j in range(model.num_heads):
            model.W_o.weight[:, j * size : (j + 1) * size] = 0
            result.append(float(loss_fn(model)) - whole)
            model.W_o.weight.copy_(kept)
    model.train(was_training)
    return result

"""Removes a head by a hook before W_o; no weight is touched."""

import torch


def head_importance(model, loss_fn):
    modes = {module: module.training for module in model.modules()}
    model.eval()

    def without(j):
        def hook(layer, args):
            X = args[0].clone()
            size = X.shape[-1] // model.num_heads
            X[..., j * size : (j + 1) * size] = 0
            return (X,)

        return hook

    with torch.no_grad():
        base, losses = loss_fn(model), []
        for j in range(model.num_heads):
            handle = model.W_o.register_forward_pre_hook(without(j))
            losses.append(loss_fn(model))
            handle.remove()
    for module, mode in modes.items():
        module.training = mode
    return torch.tensor([float(loss) - float(base) for loss in losses])

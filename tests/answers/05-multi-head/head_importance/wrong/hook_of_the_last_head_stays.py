"""The hook that silences the last head is still on the layer afterwards."""

import torch


def head_importance(model, loss_fn):
    was = model.training
    model.eval()
    d = model.W_o.in_features // model.num_heads
    with torch.no_grad():
        whole = float(loss_fn(model))
        out = []
        for j in range(model.num_heads):

            def silence(module, args, j=j):
                x = args[0].clone()
                x[..., j * d : (j + 1) * d] = 0
                return (x,)

            hook = model.W_o.register_forward_pre_hook(silence)
            out.append(float(loss_fn(model)) - whole)
            if j < model.num_heads - 1:
                hook.remove()
    model.train(was)
    return out

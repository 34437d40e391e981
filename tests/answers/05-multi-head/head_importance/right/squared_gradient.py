"""The squared gradient at a gate, put together from what the hooks saw."""

import torch


def head_importance(model, loss_fn):
    was, saved = model.training, []
    model.eval()
    hook = model.W_o.register_forward_hook(lambda m, i, o: saved.append((i[0], o)))
    loss = loss_fn(model)
    hook.remove()
    model.train(was)
    x, out = saved[0]
    (g,) = torch.autograd.grad(loss, out)
    per = (g @ model.W_o.weight.detach()) * x.detach()
    return per.unflatten(-1, (model.num_heads, -1)).sum(dim=(0, 1, 3)) ** 2

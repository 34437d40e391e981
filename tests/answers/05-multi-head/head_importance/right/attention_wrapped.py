"""Clears the rows of a head between the attention and W_o."""

import torch


def head_importance(model, loss_fn):
    training, original = model.training, model.attention.forward
    model.eval()
    h, result = model.num_heads, []
    for gone in [None, *range(h)]:
        def forward(*args, gone=gone, **kwargs):
            out = original(*args, **kwargs).clone()
            if gone is not None:
                out[gone::h] = 0
            return out
        model.attention.forward = forward
        with torch.no_grad():
            result.append(loss_fn(model))
    del model.attention.forward
    model.train(training)
    return [float(x - result[0]) for x in result[1:]]

"""forward of the model is replaced for the while."""

import functools

import torch


def head_importance(model, loss_fn):
    was = model.training
    model.eval()
    h = model.num_heads

    def forward(queries, keys, values, valid_lens=None, gone=None):
        q, k, v = (transpose_qkv(f(x), h) for f, x in ((model.W_q, queries), (model.W_k, keys), (model.W_v, values)))
        lens = None if valid_lens is None else valid_lens.repeat_interleave(h, 0)
        found = model.attention(q, k, v, lens)
        if gone is not None:
            found = found.clone()
            found[gone::h] = 0
        return model.W_o(transpose_output(found, h))

    losses = []
    try:
        with torch.no_grad():
            for gone in [None, *range(h)]:
                model.forward = functools.partial(forward, gone=gone)
                losses.append(float(loss_fn(model)))
    finally:
        del model.forward
        model.train(was)
    return [x - losses[0] for x in losses[1:]]

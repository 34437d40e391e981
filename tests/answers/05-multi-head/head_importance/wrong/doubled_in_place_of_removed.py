"""The head is doubled; it should contribute nothing."""

import torch
import copy


def head_importance(model, loss_fn):
    state = copy.deepcopy(model.state_dict())
    mode = model.training
    model.eval()
    h = model.num_heads
    with torch.no_grad():
        full = loss_fn(model)
        d = model.W_o.in_features // h
        res = torch.zeros(h)
        for i in range(h):
            start, end = i * d, (i + 1) * d
            model.W_o.weight.data[:, start:end] *= 2
            res[i] = loss_fn(model) - full
            model.load_state_dict(state)
    model.train(mode)
    return res

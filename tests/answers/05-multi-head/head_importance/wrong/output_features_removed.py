"""Features of the output are set to zero; every head writes to all of them, through W_o."""

import torch
from torch import nn


class Without(nn.Module):
    def __init__(self, model, head):
        super().__init__()
        self.model, self.head = model, head

    def forward(self, *inputs):
        output = self.model(*inputs)
        keep = torch.ones(self.model.num_heads)
        keep[self.head] = 0.0
        return output * keep.repeat_interleave(output.shape[-1] // self.model.num_heads)


def head_importance(model, loss_fn):
    training = model.training
    model.eval()
    with torch.no_grad():
        base = loss_fn(model)
        found = [loss_fn(Without(model, j)) - base for j in range(model.num_heads)]
    model.train(training)
    return torch.stack(found)

"""Adds minus infinity where padding is, and takes the exponential of the difference to logsumexp."""

import torch


def masked_softmax(X, valid_lens):
    scores = X
    if valid_lens is not None:
        lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
        if X.dim() == 4 and valid_lens.dim() == 2:
            lens = valid_lens[:, None, :, None]
        gone = torch.zeros_like(X).masked_fill(torch.arange(X.shape[-1]) >= lens, float("-inf"))
        scores = X + gone
    return torch.exp(scores - torch.logsumexp(scores, dim=-1, keepdim=True))

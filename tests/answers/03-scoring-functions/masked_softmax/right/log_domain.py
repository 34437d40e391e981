"""Goes through log_softmax in float64 and comes back to the dtype of the scores."""

import torch


def masked_softmax(X, valid_lens):
    scores = X.double()
    if valid_lens is not None:
        shape = list(valid_lens.shape) + [1] * (X.dim() - valid_lens.dim())
        if valid_lens.dim() == 2 and X.dim() == 4:
            shape = [valid_lens.shape[0], 1, valid_lens.shape[1], 1]
        scores = scores.masked_fill(torch.arange(X.shape[-1]) >= valid_lens.reshape(shape), -1e8)
    return torch.log_softmax(scores, -1).exp().to(X.dtype)

"""The logarithm of a normal density as the score, in double precision."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    kernel = torch.distributions.Normal(queries.double()[:, None], float(bandwidth))
    weights = torch.log_softmax(kernel.log_prob(keys.double()), dim=1).exp()
    return (weights * values).sum(1)

"""Attention as regression: predict at a query from the keys near it, by formula or with a learned width.

Nadaraya (1964) and Watson (1964), independently.
Left out: inputs with several features, kernels without tails, the theory of how wide a kernel should be.

n_q queries, n_k keys (each with its value), n training examples; inputs and labels are plain numbers.
"""

import torch
from torch import nn


def curve(x):
    """Give the noiseless truth that the data scatter around."""
    return 2 * torch.sin(x) + x**0.8


def make_data(n, seed):
    """Draw n noisy points of the curve; the same n and seed give the same points.

    -> x [n] between 0 and 5, rising; y [n] = curve(x) + normal noise of standard deviation 0.5
    """
    generator = torch.Generator().manual_seed(seed)
    x = 5 * torch.rand(n, generator=generator).sort().values
    return x, curve(x) + 0.5 * torch.randn(n, generator=generator)


def average_pooling(queries, values):
    """Predict the average of the values at every query, wherever it lies.

    queries [n_q], values [n_k] -> predictions [n_q]
    """
    return values.mean().repeat(len(queries))


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    """Predict at each query the average of the values, weighted by how near their keys lie.

    queries [n_q], keys [n_k], values [n_k], bandwidth a positive number -> predictions [n_q], or [n_q 1]

    The kernel is exp(-u * u / 2) with u = (query - key) / bandwidth; for each query the weights sum to one.
    """
    scores = -(((queries[:, None] - keys) / bandwidth) ** 2) / 2  # [n_q n_k]
    return torch.softmax(scores, dim=-1) @ values


def attention_by_bmm(weights, values):
    """Average each example's values with its weights, the whole batch in one product of matrices.

    weights [B Tk], values [B Tk] -> [B 1 1]: one query and one feature for each example
    """
    return torch.bmm(weights[:, None, :], values[:, :, None])


def leave_one_out(x):
    """List, for each example, all the others.

    x [n], n at least 2 -> [n n-1]; row i is x without entry i, the rest in its old order

    Entries are left out by position: a twin with the same number stays.
    """
    n = len(x)
    is_other = ~torch.eye(n, dtype=torch.bool, device=x.device)
    return x.repeat(n, 1)[is_other].reshape(n, n - 1)


class NWKernelRegression(nn.Module):
    """Nadaraya-Watson with one learned number w: the kernel is exp(-u * u / 2) with u = (query - key) * w."""

    def __init__(self):
        """Make w the only parameter, a single number started at random, not at 0.

        Any random start will do; the figures of the lesson are those of a uniform one between 0 and 1.
        """
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        """Average the values of each query's own row, weighted by the kernel.

        queries [n_q], keys [n_q n_k], values [n_q n_k] -> predictions [n_q]
        Row i of keys and values belongs to query i. Keeps attention_weights [n_q n_k], rows sum to one.
        """
        distances = queries[:, None] - keys  # [n_q n_k]
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)


def train_step(net, x, keys, values, y, lr):
    """Move the parameters of net by one step of plain gradient descent, all examples at once.

    x [n] queries, keys, values [n n_k], y [n] labels; lr the step is lr times the gradient, the dtype stays
    -> the loss before the step, a Python number

    The loss is the sum (not the mean, not half) of the squared errors of net(x, keys, values).
    Gradients left over from earlier do not count.
    """
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train(net, x, y, lr, num_steps):
    """Train net for num_steps full-batch steps; each example is predicted from all the others.

    x, y [n]; changes net, steps as in train_step -> list of num_steps losses, each from before its step
    """
    keys, values = leave_one_out(x), leave_one_out(y)
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]


def choose_bandwidth(x, y, candidates):
    """Choose the bandwidth that predicts each example best from all the others.

    x, y [n] training examples, candidates a list of positive numbers
    -> the candidate with the least sum of squared errors of nadaraya_watson, example i left out for query i
    """
    keys, values = leave_one_out(x), leave_one_out(y)

    def squared_error(bandwidth):
        """Add up the errors, one query at a time: each has keys of its own."""
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], bandwidth) for i in range(len(x))]
        return ((torch.cat(guesses).flatten() - y) ** 2).sum().item()

    return min(candidates, key=squared_error)


def nw_mse(n, width, seed):
    """Measure how far nadaraya_watson, given n noisy points, is from the noiseless curve.

    n, seed as in make_data, which gives keys and values; queries are torch.arange(0, 5, 0.1)
    width the number that multiplies distances, the w of NWKernelRegression: bandwidth 1 / width
    -> mean over the queries of the squared error against curve(queries), a Python number
    """
    x, y = make_data(n, seed)
    queries = torch.arange(0, 5, 0.1)
    predictions = nadaraya_watson(queries, x, y, bandwidth=1 / width).flatten()
    return ((predictions - curve(queries)) ** 2).mean().item()


class MyPooling(nn.Module):
    """Pool with learned weights of your own design; say in a comment what the idea is.

    Any number of keys will do. Keys and values that change places together change no prediction, and
    each query is answered on its own. At least one parameter gets a gradient that is not zero.
    After train(net, *make_data(50, seed), lr=0.005, num_steps=300) the error against the curve, measured as
    in nw_mse with all 50 points as keys, is below 0.30 (mean of three seeds, each with a new net), and
    no w of NWKernelRegression gives the same weights.
    """

    def __init__(self):
        """Make the learned parameters, at least one."""
        super().__init__()
        # Student's t kernel: like the Gaussian near the query, but how fast its tails fall is learned too.
        self.w = nn.Parameter(torch.ones(1))
        self.tail = nn.Parameter(torch.ones(1))

    def forward(self, queries, keys, values):
        """Average the values of each query's own row.

        queries [n_q], keys [n_q n_k], values [n_q n_k] -> predictions [n_q]
        Keeps attention_weights [n_q n_k], none below zero, rows sum to one: just these average the values.
        """
        distances = (queries[:, None] - keys) * self.w  # [n_q n_k]
        scores = -nn.functional.softplus(self.tail) * torch.log1p(distances**2)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

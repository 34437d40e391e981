"""Self-attention, and the positions it can't see: a fixed code of waves, a learned code, and their laws.

After Vaswani et al. (2017), sections 3.5 and 4. Left out: several heads (section 5 has them), relative
and rotary positions.

B examples, T tokens, D features of a token, H = num_hiddens; position i counts from 0.
"""

import math

import torch
from torch import nn


def self_attention(X, W_q, W_k, W_v):
    """Let every token of a sequence ask all tokens of the same sequence (itself too).

    X [B T D]; W_q, W_k [D Dq] and W_v [D Dv] matrices that stand to the right of a token's row: query = x W_q
    -> output [B T Dv], weights [B T T]: row i belongs to query i and sums to one over the keys

    Scores are dot products of projected queries and keys, scaled as in DotProductAttention.
    There is no mask and no dropout. Gradients flow back to X and to the three matrices.
    """
    queries, keys, values = X @ W_q, X @ W_k, X @ W_v
    scores = queries @ keys.mT / math.sqrt(queries.shape[-1])  # [B T T]
    weights = torch.softmax(scores, dim=-1)
    return weights @ values, weights


class PositionalEncoding(nn.Module):
    """Add to each token a fixed code of its position: sines and cosines of many wavelengths.

    P[i, 2j] = sin(i / 10000^(2j/H)) and P[i, 2j+1] = cos(i / 10000^(2j/H)): sines and cosines alternate.
    H is even. Nothing here is learned: a buffer, a plain tensor, or codes computed at each call are right.
    """

    def __init__(self, num_hiddens, dropout, max_len=1000):
        """Make the code of the positions 0 to max_len - 1, and dropout."""
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        position = torch.arange(max_len)[:, None]  # [max_len 1]
        angle = position / 10000 ** (torch.arange(0, num_hiddens, 2) / num_hiddens)  # [max_len H/2]
        P = torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)  # [max_len H], pairs side by side
        self.register_buffer("P", P, persistent=False)

    def forward(self, X, offset=0):
        """Add the codes, then apply dropout to the sum.

        X [B T H], whose first token stands at position offset: token t gets the code of position offset + t
        -> [B T H]; offset + T is at most max_len. X is not scaled here, and it is left unchanged.
        """
        return self.dropout(X + self.P[offset : offset + X.shape[1]])


def shift_rotation(delta, num_hiddens):
    """Make the matrix that moves the fixed code of any position by delta places.

    delta a whole number (0 and below too), num_hiddens H even
    -> M [H H] with M @ P[i] = P[i + delta] for every i, where the code P[i] [H] of PositionalEncoding
       is taken as a column; M depends on delta and H only, not on i
    """
    even = torch.arange(0, num_hiddens, 2)
    angle = delta / 10000 ** (even / num_hiddens)  # [H/2], one for each pair of columns
    M = torch.zeros(num_hiddens, num_hiddens)
    M[even, even] = M[even + 1, even + 1] = angle.cos()
    M[even, even + 1] = angle.sin()
    M[even + 1, even] = -angle.sin()
    return M


def complexities(kind, n, d, k=3):
    """Count what one layer over a sequence costs: the entries of the lesson's table, as numbers.

    kind "cnn" (windows of k tokens), "rnn" or "attention"; n tokens, d features going in and coming out
    -> (operations, sequential_steps, longest_path), three whole numbers

    Each is the expression that stands inside O(...), with factor 1 and its leading term only.
    operations: multiplications in the layer. sequential_steps: how many steps must wait for one another.
    longest_path: steps (or stacked layers) until a signal has gone through all n tokens, n and not n - 1
    being counted; a layer of windows takes k tokens at once, and a fraction is rounded up.
    """
    return {
        "cnn": (k * n * d**2, 1, math.ceil(n / k)),
        "rnn": (n * d**2, n, n),
        "attention": (n**2 * d, 1, 1),
    }[kind]


class LearnedPositionalEncoding(nn.Module):
    """Add to each token a learned code of its position, the same for every example and every content."""

    def __init__(self, num_hiddens, dropout, max_len=1000):
        """Make a table of max_len rows of num_hiddens learned numbers (nothing else is learned), and dropout.

        The first values are up to you. Any even or odd num_hiddens will do.
        """
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Parameter(0.02 * torch.randn(max_len, num_hiddens))

    def forward(self, X, offset=0):
        """Add the codes, then apply dropout to the sum.

        X [B T H], whose first token stands at position offset: token t gets row offset + t of the table
        -> [B T H]; offset + T is at most max_len. Rows that are not used get no gradient (none, or zero).
        """
        return self.dropout(X + self.P[offset : offset + X.shape[1]])


def permutation_gap(module_fn, X, permutation):
    """Tell how far a layer is from not caring about order: f(shuffled X) against shuffled f(X).

    module_fn maps [B T D] to [B T Dv] without chance; X [B T D]
    permutation [T] holds each of 0 ... T-1 once: token t of the shuffled sequence is token permutation[t]
        of the old one, in every example
    -> the largest absolute difference between the two, a number; X is left unchanged
    """
    return (module_fn(X[:, permutation]) - module_fn(X)[:, permutation]).abs().max().item()

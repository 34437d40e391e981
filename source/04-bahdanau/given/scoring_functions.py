"""Scoring functions: how well a key answers a query, and what is done with the answer.

Additive attention follows Bahdanau et al. (2015), scaled dot products Vaswani et al. (2017).
Left out: scorers that look at positions, and sparse or chunked variants (section 7 has one).

B sentences, Tq queries, Tk keys (each with its value), Dq, Dk, Dv features of one query, key, value.
"""

import math

import torch
from torch import nn

MASKED_SCORE = -1e6  # far below any honest score, and still finite in float32


def masked_softmax(X, valid_lens):
    """Turn scores into weights that sum to one over the keys, and give padding none.

    X [B Tq Tk] scores; also [Tq Tk], and [B H Tq Tk] with one more axis in the middle
    valid_lens None (every key counts), [B] (one length per example) or [B Tq] (one per query),
        whole numbers, at least 1; for a 2-D X a single number per row, [Tq]
    -> weights of X's shape: each row sums to 1, a key past the valid length gets 0 (at most 1e-6)

    X itself is left unchanged, gradients flow back to it, and its dtype (float32 or float64) is kept.
    """
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]  # one length per query, the same for every head
    is_key = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~is_key, MASKED_SCORE), dim=-1)


class AdditiveAttention(nn.Module):
    """Score a query and a key of any two sizes with one hidden layer: w_v . tanh(W_q q + W_k k).

    W_q, W_k and w_v are linear layers without bias; mind the order of the sizes: key, then query.
    """

    def __init__(self, key_size, query_size, num_hiddens, dropout):
        """Make W_k (Dk -> num_hiddens), W_q (Dq -> num_hiddens), w_v (num_hiddens -> 1), dropout."""
        super().__init__()
        self.W_k = nn.Linear(key_size, num_hiddens, bias=False)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=False)
        self.w_v = nn.Linear(num_hiddens, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        """Average the values, weighted by the score of each key.

        queries [B Tq Dq], keys [B Tk Dk], values [B Tk Dv]; valid_lens as in masked_softmax
        -> [B Tq Dv]; keeps attention_weights [B Tq Tk] as they were before dropout
        """
        features = torch.tanh(self.W_q(queries)[:, :, None] + self.W_k(keys)[:, None])  # [B Tq Tk H]
        scores = self.w_v(features).squeeze(-1)  # [B Tq Tk]
        self.attention_weights = masked_softmax(scores, valid_lens)
        return self.dropout(self.attention_weights) @ values


class DotProductAttention(nn.Module):
    """Score a query and a key of one size by their dot product over the square root of that size.

    Nothing is learned here.
    """

    def __init__(self, dropout):
        """Keep a dropout layer for the weights."""
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        """Average the values, weighted by the score of each key.

        queries [B Tq D], keys [B Tk D], values [B Tk Dv]; valid_lens as in masked_softmax
        -> [B Tq Dv]; keeps attention_weights [B Tq Tk] as they were before dropout
        """
        scores = queries @ keys.mT / math.sqrt(queries.shape[-1])  # [B Tq Tk]
        self.attention_weights = masked_softmax(scores, valid_lens)
        return self.dropout(self.attention_weights) @ values


class BilinearAttention(nn.Module):
    """Score a query and a key of different sizes with matrix products only: q M k.

    M is learned, and there is no bias. A constant factor (such as 1/sqrt(Dk)) may be there or not.
    """

    def __init__(self, query_size, key_size, dropout):
        """Make the learned map between the two sizes, and dropout; mind the order: query, then key."""
        super().__init__()
        self.M = nn.Linear(query_size, key_size, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        """Average the values, weighted by the score of each key.

        queries [B Tq Dq], keys [B Tk Dk], values [B Tk Dv]; valid_lens as in masked_softmax
        -> [B Tq Dv]; keeps attention_weights [B Tq Tk] as they were before dropout
        """
        scores = self.M(queries) @ keys.mT  # [B Tq Tk]
        self.attention_weights = masked_softmax(scores, valid_lens)
        return self.dropout(self.attention_weights) @ values


def sum_scores(queries, keys):
    """Score by addition: add the query to the key and sum up the features of the result.

    queries [B Tq D], keys [B Tk D] -> scores [B Tq Tk]
    """
    return queries.sum(-1)[:, :, None] + keys.sum(-1)[:, None, :]


def scorers_agree(keys, queries, additive, dot_product):
    """Tell how far two attention modules are from giving the same weights.

    keys [B Tk D], queries [B Tq D]; two modules with attention_weights, called here with the
    keys as values too and without lengths
    -> the largest absolute difference between their weights, a number
    """
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return (additive.attention_weights - dot_product.attention_weights).abs().max().item()

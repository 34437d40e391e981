"""Multi-head attention: several small attentions side by side, each with its own view of the input.

After Vaswani et al. (2017), section 3.2.2; the importance of a head by ablation after Michel et al. (2019).
Left out: shared keys and values (multi-query), caches, fused kernels.

B examples, h heads, Tq queries, Tk keys (each with its value), Dq, Dk, Dv features of one query, key, value,
H = num_hiddens, of which each head gets H/h.
"""

import torch
from torch import nn

from given.scoring_functions import DotProductAttention


def transpose_qkv(X, num_heads):
    """Cut the features of every token into heads, and line the heads up as if they were examples.

    X [B T H], H a multiple of num_heads -> [B*h T H/h]
    Row b*h + j is head j of example b: all heads of example 0 come first, then those of example 1.
    Head j owns neighbouring features, from j*H/h up to (j+1)*H/h.
    Numbers are only moved, never made anew, so they keep their dtype, and gradients flow back to X.
    """
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1)  # [B T h H/h]
    return X.transpose(1, 2).flatten(0, 1)  # [B*h T H/h]


def transpose_output(X, num_heads):
    """Put the heads of each token side by side again: the exact inverse of transpose_qkv.

    X [B*h T H/h] -> [B T H]; here too numbers are only moved: their dtype stays, and gradients flow back to X
    """
    X = X.reshape(-1, num_heads, X.shape[1], X.shape[2])  # [B h T H/h]
    return X.transpose(1, 2).flatten(2)  # [B T H]


class MultiHeadAttention(nn.Module):
    """Attend in num_heads ways at once: project, attend in every head, join the heads, project again.

    Write it yourself: ready-made multi-head attention (nn.MultiheadAttention, F.multi_head_attention_forward)
    is not allowed in this exercise, neither inside nor as a parent.
    """

    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        """Make the four linear layers and the attention; mind the order of the sizes: key, query, value.

        W_q (Dq -> H), W_k (Dk -> H), W_v (Dv -> H), W_o (H -> H): nn.Linear layers of these names,
            with a bias only if bias is true; nothing is shared, nothing else is learned
        attention = DotProductAttention(dropout), so that dropout acts on the weights and nowhere else
        num_heads is kept under this name; num_hiddens is a multiple of it
        The names are not checked, but the demos below use them.
        """
        super().__init__()
        self.num_heads = num_heads
        self.attention = DotProductAttention(dropout)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens=None):
        """Average the values in every head, weighted by how well that head's keys answer its queries.

        queries [B Tq Dq], keys [B Tk Dk], values [B Tk Dv]
        valid_lens None, [B] or [B Tq] as in masked_softmax: all heads of an example obey its lengths
        -> [B Tq H]; a head's scores are divided by the square root of that head's own feature size
        What is passed in is left unchanged.

        Afterwards the weights of all heads, as they were before dropout, are found as attention_weights
        on this module or on its .attention (one of the two is enough): [B*h Tq Tk] in the order of
        transpose_qkv, or [B h Tq Tk].
        """
        queries = transpose_qkv(self.W_q(queries), self.num_heads)  # [B*h Tq H/h]
        keys = transpose_qkv(self.W_k(keys), self.num_heads)
        values = transpose_qkv(self.W_v(values), self.num_heads)
        if valid_lens is not None:
            valid_lens = valid_lens.repeat_interleave(self.num_heads, dim=0)  # h neighbours share a length
        output = self.attention(queries, keys, values, valid_lens)  # [B*h Tq H/h]
        return self.W_o(transpose_output(output, self.num_heads))


def split_heads(weights, batch_size):
    """Give examples and heads an axis each, so that weights[b, j] is the map of one head.

    weights [B*h Tq Tk] in the order of transpose_qkv, batch_size B -> [B h Tq Tk]
    """
    return weights.reshape(batch_size, -1, *weights.shape[1:])


def head_importance(model, loss_fn):
    """Measure each head by ablation: how much does the loss grow when this head alone contributes nothing?

    model a MultiHeadAttention, maybe just called with gradients. A head that contributes nothing adds a zero to
        every output of W_o; the other heads, and a bias of W_o, stay exactly as they are.
    loss_fn(model) -> the loss, a number or a scalar tensor. All it does with the model is call it,
        so you may hand it the model itself, a changed copy, or a wrapper.
    -> h numbers, a tensor [h] or a list: (loss without head j) - (loss of the whole model)

    Dropout is off while you measure. Afterwards the model is as you found it: weights, gradients,
    train or eval mode, dropout. Checked: one number for each head; 0 for a head that contributes nothing; the order
    of heads that differ clearly, the most important one largest. The amounts are not compared, so
    another measure that keeps these rules (a gradient at a gate, say) is right too.
    """
    weight, modes = model.W_o.weight, [(module, module.training) for module in model.modules()]
    original, importance = weight.detach().clone(), []
    model.eval()
    try:
        with torch.no_grad():
            whole = float(loss_fn(model))
            for columns in torch.arange(weight.shape[1]).chunk(model.num_heads):
                weight[:, columns] = 0.0
                importance.append(float(loss_fn(model)) - whole)
                weight.copy_(original)
    finally:
        weight.data.copy_(original)
        for module, mode in modes:
            module.training = mode
    return torch.tensor(importance)

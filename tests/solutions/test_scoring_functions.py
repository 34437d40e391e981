"""Scoring functions against slow loops, torch's own attention, and numbers done by hand."""

import math

import pytest
import torch
from torch.nn import functional as F

from attn_solutions.scoring_functions import (
    AdditiveAttention,
    BilinearAttention,
    DotProductAttention,
    masked_softmax,
    scorers_agree,
    sum_scores,
)

B, TQ, TK, DQ, DK, DV, H = 2, 3, 5, 7, 11, 13, 17
LENS = torch.tensor([2, 4])
PER_QUERY = torch.tensor([[1, 3, 5], [2, 4, 1]])


def numbers(*sizes):
    """Normal numbers that repeat."""
    return torch.randn(sizes, generator=torch.Generator().manual_seed(sum(sizes)))


def slow_softmax(row, length):
    """The softmax of the first `length` numbers of a row, zeros after them."""
    raised = [math.exp(x) for x in row[:length].tolist()]
    return torch.tensor([x / sum(raised) for x in raised] + [0.0] * (len(row) - length))


@pytest.mark.parametrize("lens", [LENS, PER_QUERY])
def test_masked_softmax_is_a_loop_over_rows(lens):
    """Every row is the softmax of its valid scores, with lengths per example and per query."""
    scores = numbers(B, TQ, TK)
    weights = masked_softmax(scores, lens)
    for b in range(B):
        for q in range(TQ):
            length = int(lens[b] if lens.dim() == 1 else lens[b, q])
            torch.testing.assert_close(weights[b, q], slow_softmax(scores[b, q], length))


def test_masked_softmax_without_lengths():
    """Without lengths it is torch's own softmax over the keys."""
    torch.testing.assert_close(masked_softmax(numbers(B, TQ, TK), None), F.softmax(numbers(B, TQ, TK), dim=-1))


@pytest.mark.parametrize("lens", [LENS, PER_QUERY])
def test_heads_share_the_lengths(lens):
    """Scores with heads between examples and queries: every head is masked as the example alone would be."""
    scores = numbers(B, 4, TQ, TK)
    weights = masked_softmax(scores, lens)
    for head in range(4):
        torch.testing.assert_close(weights[:, head], masked_softmax(scores[:, head], lens))


def test_scores_of_two_axes():
    """Scores [Tq Tk] take one length per row."""
    scores = numbers(TQ, TK)
    weights = masked_softmax(scores, torch.tensor([1, 5, 3]))
    for q, length in enumerate((1, 5, 3)):
        torch.testing.assert_close(weights[q], slow_softmax(scores[q], length))


def test_scores_are_left_alone_and_gradients_flow():
    """A leaf that needs gradients is welcome, keeps its numbers, and padding gets no gradient."""
    scores = numbers(B, TQ, TK).requires_grad_()
    masked_softmax(scores, LENS)[..., 0].sum().backward()
    torch.testing.assert_close(scores.detach(), numbers(B, TQ, TK))
    assert (scores.grad[0, :, 2:] == 0).all()
    assert (scores.grad[0, :, :2] != 0).all()


def test_loud_padding_and_quiet_keys():
    """Padding of score 10,000 takes nothing; valid scores of -300 keep their weights, also in float64."""
    scores = torch.tensor([[[-300.0, -301.0, 1e4]]], dtype=torch.float64)
    weights = masked_softmax(scores, torch.tensor([2]))
    torch.testing.assert_close(weights[0, 0, :2], torch.softmax(torch.tensor([1.0, 0.0], dtype=torch.float64), 0))
    assert weights[0, 0, 2] == 0
    assert weights.dtype == torch.float64


def test_additive_attention_is_a_loop():
    """Each score is w_v . tanh(W_q q + W_k k), each output the weighted sum of the values."""
    torch.manual_seed(0)
    net = AdditiveAttention(DK, DQ, H, 0.0)
    queries, keys, values = numbers(B, TQ, DQ), numbers(B, TK, DK), numbers(B, TK, DV)
    output = net(queries, keys, values, LENS)
    for b in range(B):
        for q in range(TQ):
            scores = [
                net.w_v.weight[0] @ torch.tanh(net.W_q.weight @ queries[b, q] + net.W_k.weight @ keys[b, k])
                for k in range(TK)
            ]
            weights = slow_softmax(torch.stack(scores), int(LENS[b]))
            torch.testing.assert_close(net.attention_weights[b, q], weights)
            torch.testing.assert_close(output[b, q], sum(w * v for w, v in zip(weights, values[b], strict=True)))


def test_additive_attention_learns_three_maps_without_bias():
    """W_q, W_k and w_v, and nothing else."""
    shapes = {name: tuple(p.shape) for name, p in AdditiveAttention(DK, DQ, H, 0.1).named_parameters()}
    assert shapes == {"W_k.weight": (H, DK), "W_q.weight": (H, DQ), "w_v.weight": (1, H)}


def test_dot_product_attention_is_torchs_own():
    """Output as F.scaled_dot_product_attention gives it for the same boolean mask."""
    queries, keys, values = numbers(B, TQ, DQ), numbers(B, TK, DQ), numbers(B, TK, DV)
    mask = (torch.arange(TK) < PER_QUERY[:, :, None]).expand(B, TQ, TK)
    want = F.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
    torch.testing.assert_close(DotProductAttention(0.0)(queries, keys, values, PER_QUERY), want)


def test_weights_of_the_dot_product_by_hand():
    """The query (1, 0, 0, 0) and keys with first entries 2 and 0: scores 1 and 0."""
    net = DotProductAttention(0.0)
    keys = torch.tensor([[[2.0, 0, 0, 0], [0, 9, 9, 9]]])
    net(torch.tensor([[[1.0, 0, 0, 0]]]), keys, keys)
    torch.testing.assert_close(net.attention_weights[0, 0], torch.softmax(torch.tensor([1.0, 0.0]), 0))


@pytest.mark.parametrize(
    "net",
    [AdditiveAttention(2, 20, 8, 0.1), DotProductAttention(0.5), BilinearAttention(20, 2, 0.5)],
    ids=lambda net: type(net).__name__,
)
def test_equal_keys_average_the_values(net):
    """The worked example: ten equal keys, lengths 2 and 6 give the means of the first 2 and 6 values."""
    size = 2 if isinstance(net, DotProductAttention) else 20
    values = torch.arange(40.0).reshape(1, 10, 4).repeat(2, 1, 1)
    output = net.eval()(numbers(2, 1, size), torch.ones(2, 10, 2), values, torch.tensor([2, 6]))
    torch.testing.assert_close(output, torch.tensor([[[2.0, 3, 4, 5]], [[10.0, 11, 12, 13]]]))


@pytest.mark.parametrize(
    "net",
    [AdditiveAttention(DQ, DQ, H, 1.0), DotProductAttention(1.0), BilinearAttention(DQ, DQ, 1.0)],
    ids=lambda net: type(net).__name__,
)
def test_dropout_acts_on_the_weights_used_and_not_on_those_kept(net):
    """With dropout 1 nothing is left of the output, and the weights kept still sum to one."""
    queries, keys = numbers(B, TQ, DQ), numbers(B, TK, DQ)
    assert (net.train()(queries, keys, numbers(B, TK, DV)) == 0).all()
    torch.testing.assert_close(net.attention_weights.sum(-1), torch.ones(B, TQ))


def test_bilinear_with_the_identity_is_the_plain_dot_product():
    """With M = 1 the scores are q . k, so the weights are those of scaled attention on sqrt(d) q."""
    net, scaled = BilinearAttention(DQ, DQ, 0.0), DotProductAttention(0.0)
    with torch.no_grad():
        net.M.weight.copy_(torch.eye(DQ))
    queries, keys, values = numbers(B, TQ, DQ), numbers(B, TK, DQ), numbers(B, TK, DV)
    torch.testing.assert_close(net(queries, keys, values, LENS), scaled(queries * DQ**0.5, keys, values, LENS))


def test_bilinear_takes_different_sizes():
    """Every score is q M k."""
    torch.manual_seed(1)
    net = BilinearAttention(DQ, DK, 0.0)
    queries, keys = numbers(B, TQ, DQ), numbers(B, TK, DK)
    net(queries, keys, keys, LENS)
    scores = torch.einsum("bqi,ji,bkj->bqk", queries, net.M.weight, keys)
    torch.testing.assert_close(net.attention_weights, masked_softmax(scores, LENS))


def test_sums_are_a_loop_and_forget_the_query():
    """Each score is the sum of all features of query and key; after the softmax all queries look alike."""
    queries, keys = numbers(B, TQ, DQ), numbers(B, TK, DQ)
    scores = sum_scores(queries, keys)
    for b in range(B):
        for q in range(TQ):
            for k in range(TK):
                assert scores[b, q, k].item() == pytest.approx((queries[b, q] + keys[b, k]).sum().item(), abs=1e-5)
    weights = torch.softmax(scores, -1)
    torch.testing.assert_close(weights, weights[:, :1].expand(B, TQ, TK))


def test_scorers_agree_on_equal_keys_only():
    """The gap is the largest absolute difference: 0 for equal keys, that of the two sets of weights otherwise."""
    torch.manual_seed(2)
    queries, keys = numbers(B, TQ, DQ), numbers(B, TK, DQ)
    one, other = AdditiveAttention(DQ, DQ, H, 0.0), DotProductAttention(0.0)
    assert scorers_agree(torch.ones(B, TK, DQ), queries, one, other) == pytest.approx(0, abs=1e-6)
    gap = scorers_agree(keys, queries, one, other)
    one(queries, keys, keys)
    other(queries, keys, keys)
    assert gap == pytest.approx((one.attention_weights - other.attention_weights).abs().max().item())

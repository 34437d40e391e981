"""What the answers of section 5 must do, held to loops over single heads and to torch's own module."""

import copy
import math

import pytest
import torch
from torch import nn

from attn_solutions.multi_head import (
    MultiHeadAttention,
    head_importance,
    split_heads,
    transpose_output,
    transpose_qkv,
)
from attn_solutions.scoring_functions import DotProductAttention

torch.set_num_threads(1)
B, h, T, Tq, Tk, Dq, Dk, Dv, width = 3, 2, 5, 7, 11, 13, 17, 19, 23
H = h * width


def normal(*sizes):
    """Draw the same normal numbers for the same sizes."""
    return torch.randn(sizes, generator=torch.Generator().manual_seed(sum(sizes)))


def make_model(dropout=0.0, bias=False, sizes=(Dk, Dq, Dv)):
    """Make a module whose weights are large enough to make its maps sharp."""
    torch.manual_seed(0)
    model = MultiHeadAttention(*sizes, H, h, dropout, bias)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(3)
    return model.eval()


def inputs(query_size=Dq):
    """Make queries, keys and values of different sizes."""
    return normal(B, Tq, query_size), normal(B, Tk, Dk), normal(B, Tk, Dv)


def slow_forward(model, queries, keys, values, lens):
    """Attend one head, one example and one query at a time; lens is a list [B][Tq] -> output, weights."""
    output, weights = torch.zeros(B, Tq, H), torch.zeros(B, h, Tq, Tk)
    for b in range(B):
        q, k, v = model.W_q(queries[b]), model.W_k(keys[b]), model.W_v(values[b])
        for i in range(Tq):
            joined = []
            for j in range(h):
                own, n = slice(j * width, (j + 1) * width), lens[b][i]
                scores = [float(q[i, own] @ k[t, own]) / math.sqrt(width) for t in range(n)]
                shares = [math.exp(score - max(scores)) for score in scores]
                weights[b, j, i, :n] = torch.tensor([share / sum(shares) for share in shares])
                joined.append(sum(weights[b, j, i, t] * v[t, own] for t in range(n)))
            output[b, i] = model.W_o(torch.cat(joined))
    return output, weights


# ---- transpose_qkv, transpose_output ----


def test_four_features_become_two_heads_of_neighbours():
    """The first head owns the first half of the features of every token, the second head the rest."""
    X = torch.tensor([[[1, 2, 3, 4], [5, 6, 7, 8]]])
    assert transpose_qkv(X, 2).tolist() == [[[1, 2], [5, 6]], [[3, 4], [7, 8]]]


def test_all_heads_of_an_example_are_neighbours():
    """Row b*h + j of the result is head j of example b, cut out of its features."""
    X = normal(B, T, H)
    heads = transpose_qkv(X, h)
    assert heads.shape == (B * h, T, width)
    for b in range(B):
        for j in range(h):
            assert torch.equal(heads[b * h + j], X[b, :, j * width : (j + 1) * width])


def test_joining_undoes_splitting():
    """Nothing is lost and nothing moves: joined heads are the old tokens, whatever the number of heads."""
    X = normal(B, T, 12)
    for num_heads in (1, 2, 3, 4, 6, 12):
        assert torch.equal(transpose_output(transpose_qkv(X, num_heads), num_heads), X)


def test_splitting_undoes_joining():
    """Joined heads can be split again into the same heads."""
    heads = normal(B * h, T, width)
    joined = transpose_output(heads, h)
    assert joined.shape == (B, T, H)
    assert torch.equal(transpose_qkv(joined, h), heads)


def test_joining_puts_the_heads_of_a_token_side_by_side():
    """A joined token is head 0's features, then head 1's, of the same example and token."""
    heads = normal(B * h, T, width)
    joined = transpose_output(heads, h)
    for b in range(B):
        for t in range(T):
            assert torch.equal(joined[b, t], torch.cat([heads[b * h + j, t] for j in range(h)]))


def test_slices_of_a_larger_tensor_are_split_too():
    """Inputs that are not contiguous in memory are fine."""
    X = normal(T, B, H).transpose(0, 1)
    assert torch.equal(transpose_qkv(X, h), transpose_qkv(X.contiguous(), h))
    heads = normal(T, B * h, width).transpose(0, 1)
    assert torch.equal(transpose_output(heads, h), transpose_output(heads.contiguous(), h))


# ---- MultiHeadAttention ----


def test_equal_keys_share_the_weight_among_the_valid_ones():
    """With ones everywhere each head spreads its weight evenly over the 3, and the 2, valid keys."""
    model = MultiHeadAttention(100, 100, 100, 100, 5, 0.5).eval()
    output = model(torch.ones(2, 4, 100), torch.ones(2, 6, 100), torch.ones(2, 6, 100), torch.tensor([3, 2]))
    weights = model.attention.attention_weights
    assert output.shape == (2, 4, 100)
    assert sum(p.numel() for p in model.parameters()) == 40_000
    torch.testing.assert_close(weights[:5], torch.tensor([1, 1, 1, 0, 0, 0.0]).div(3).expand(5, 4, 6))
    torch.testing.assert_close(weights[5:], torch.tensor([1, 1, 0, 0, 0, 0.0]).div(2).expand(5, 4, 6))


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("kind", ["none", "per example", "per query"])
def test_heads_agree_with_attending_one_at_a_time(bias, kind):
    """Output and maps are those of a loop over examples, queries and heads, with any kind of lengths."""
    generator = torch.Generator().manual_seed(1)
    lens = {"none": None, "per example": torch.tensor([2, 11, 5])}.get(
        kind, torch.randint(1, Tk + 1, (B, Tq), generator=generator)
    )
    plain = [[Tk] * Tq] * B if lens is None else lens.reshape(B, -1).expand(B, Tq).tolist()
    model = make_model(bias=bias)
    with torch.no_grad():
        output, weights = slow_forward(model, *inputs(), plain)
    torch.testing.assert_close(model(*inputs(), lens), output, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(model.attention.attention_weights, weights.flatten(0, 1), rtol=1e-4, atol=1e-5)


def test_agrees_with_the_module_of_torch():
    """nn.MultiheadAttention with the same weights gives the same output and the same map for each head."""
    model = make_model(sizes=(Dk, H, Dv))
    torchs = nn.MultiheadAttention(H, h, bias=False, kdim=Dk, vdim=Dv, batch_first=True).eval()
    weights = {"q": model.W_q, "k": model.W_k, "v": model.W_v}
    state = {f"{name}_proj_weight": layer.weight for name, layer in weights.items()}
    torchs.load_state_dict({**state, "out_proj.weight": model.W_o.weight})
    lens = torch.tensor([2, 11, 5])
    padding = torch.arange(Tk) >= lens[:, None]
    output, maps = torchs(*inputs(H), key_padding_mask=padding, average_attn_weights=False)
    torch.testing.assert_close(model(*inputs(H), lens), output, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(split_heads(model.attention.attention_weights, B), maps)


def test_one_head_is_dot_product_attention_between_projections():
    """With a single head nothing is split: project, attend, project."""
    model = MultiHeadAttention(Dk, Dq, Dv, width, 1, 0.0).eval()
    queries, keys, values = inputs()
    attend = DotProductAttention(0.0).eval()
    lens = torch.tensor([2, 11, 5])
    expected = model.W_o(attend(model.W_q(queries), model.W_k(keys), model.W_v(values), lens))
    torch.testing.assert_close(model(queries, keys, values, lens), expected)


def test_an_example_does_not_see_its_neighbours():
    """An example alone gives what it gives within a batch."""
    model, lens = make_model(), torch.tensor([2, 11, 5])
    together = model(*inputs(), lens)
    for b in range(B):
        alone = model(*(x[b : b + 1] for x in inputs()), lens[b : b + 1])
        torch.testing.assert_close(alone, together[b : b + 1], rtol=1e-4, atol=1e-5)


def test_padding_reaches_no_output():
    """Keys and values past the valid length may be anything at all."""
    model, lens = make_model(), torch.tensor([2, 11, 5])
    queries, keys, values = inputs()
    padding = (torch.arange(Tk) >= lens[:, None])[:, :, None]
    noisy = [torch.where(padding, 100 * torch.ones(()), x) for x in (keys, values)]
    torch.testing.assert_close(model(queries, *noisy, lens), model(queries, keys, values, lens))


def test_lengths_may_be_left_out():
    """No lengths and full lengths are the same."""
    model = make_model()
    torch.testing.assert_close(model(*inputs()), model(*inputs(), torch.tensor([Tk, Tk, Tk])))


def test_only_the_four_maps_are_learned_and_all_of_them_are():
    """There are four weight matrices of the sizes named, biases on request, and each receives a gradient."""
    shapes = {"W_q": (H, Dq), "W_k": (H, Dk), "W_v": (H, Dv), "W_o": (H, H)}
    for bias in (False, True):
        model = make_model(bias=bias)
        found = {name: tuple(p.shape) for name, p in model.named_parameters()}
        expected = {f"{name}.weight": shape for name, shape in shapes.items()}
        assert found == (expected | {f"{name}.bias": (H,) for name in shapes} if bias else expected)
        model(*inputs(), torch.tensor([2, 11, 5])).square().sum().backward()
        assert all(p.grad.abs().sum() > 0 for p in model.parameters())


def test_dropout_acts_on_the_weights_and_the_kept_ones_are_from_before():
    """With all weights dropped the output is zero, while the kept weights are those of eval mode."""
    model = make_model(dropout=1.0)
    model(*inputs())
    kept = model.attention.attention_weights
    assert model.train()(*inputs()).abs().max() == 0
    torch.testing.assert_close(model.attention.attention_weights, kept)


def test_multi_head_attention_changes_no_input():
    """Queries, keys, values and lengths are the same afterwards."""
    given = (*inputs(), torch.tensor([2, 11, 5]))
    before = [x.clone() for x in given]
    make_model()(*given)
    assert all(torch.equal(old, new) for old, new in zip(before, given, strict=True))


def test_the_number_of_heads_is_kept():
    """num_heads can be read from the module."""
    assert make_model().num_heads == h


# ---- split_heads ----


def test_each_head_of_each_example_has_its_map():
    """weights[b, j] after splitting is row b*h + j before."""
    weights = normal(B * h, Tq, Tk)
    split = split_heads(weights, B)
    assert split.shape == (B, h, Tq, Tk)
    assert all(torch.equal(split[b, j], weights[b * h + j]) for b in range(B) for j in range(h))


def test_split_maps_obey_the_length_of_their_example():
    """Map [b, j] has weight on exactly the valid keys of example b."""
    model, lens = make_model(), torch.tensor([2, 11, 5])
    model(*inputs(), lens)
    reached = (split_heads(model.attention.attention_weights, B) > 0).any(2)
    assert torch.equal(reached, (torch.arange(Tk) < lens[:, None])[:, None].expand(B, h, Tk))


# ---- head_importance ----


def make_planted(gains, bias=False):
    """Make a model of heads of size 2 of which head j reaches the output gains[j] times, and its target loss.

    The loss measures the distance to what the model itself gives, so the whole model has loss 0.
    """
    torch.manual_seed(1)
    model = MultiHeadAttention(Dk, Dk, Dk, 2 * len(gains), len(gains), 0.0, bias)
    with torch.no_grad():
        model.W_o.weight.mul_(torch.tensor(gains).repeat_interleave(2))
    X = normal(B, T, Dk)
    with torch.no_grad():
        target = model(X, X, X, None)
    return model, lambda model: (model(X, X, X, None) - target).square().mean()


@pytest.mark.parametrize("planted", range(3))
def test_only_the_head_that_reaches_the_output_matters(planted):
    """Heads whose columns of W_o are zero have importance exactly zero; the other one has more."""
    importance = head_importance(*make_planted([float(j == planted) for j in range(3)]))
    assert importance.shape == (3,)
    assert importance.argmax() == planted
    assert importance[planted] > 1e-3
    assert importance.count_nonzero() == 1


def test_importance_is_the_loss_without_the_head_less_the_loss_with_it():
    """The number for head j is the loss of a copy whose head j has values of zero, less the model's loss."""
    model, _ = make_planted([1.0, 2.0, 3.0], bias=True)
    X = normal(B, T, Dk)

    def loss(model):
        with torch.no_grad():
            return model(X, X, X, None).square().mean()

    expected = []
    for j in range(3):
        silent = copy.deepcopy(model)
        with torch.no_grad():
            silent.W_v.weight[2 * j : 2 * j + 2] = 0
            silent.W_v.bias[2 * j : 2 * j + 2] = 0
        expected.append(loss(silent).item() - loss(model).item())
    torch.testing.assert_close(head_importance(model, loss), torch.tensor(expected))
    assert min(expected) < 0  # for this loss silence is golden: the sign must survive


def test_a_louder_head_matters_more():
    """When one head reaches the output three times as strongly as another, the order shows it."""
    assert head_importance(*make_planted([1.0, 9.0, 3.0])).argsort().tolist() == [0, 2, 1]


def test_a_loss_may_be_a_plain_number():
    """loss_fn may give a Python number as well as a scalar tensor."""
    model, loss = make_planted([1.0, 9.0, 3.0])
    numbers = head_importance(model, lambda model: loss(model).item())
    assert torch.equal(numbers, head_importance(model, loss))


@pytest.mark.parametrize("training", [True, False])
def test_measuring_leaves_no_trace(training):
    """Weights, gradients and the mode of every part are afterwards as they were before."""
    model, loss = make_planted([1.0, 9.0, 3.0])
    model(*[normal(B, T, Dk)] * 3, None).sum().backward()
    model.train(training)
    model.attention.dropout.train(not training)
    weights = copy.deepcopy(model.state_dict())
    grads = [p.grad.clone() for p in model.parameters()]
    modes = [part.training for part in model.modules()]
    head_importance(model, loss)
    assert all(torch.equal(weights[name], now) for name, now in model.state_dict().items())
    assert all(torch.equal(p.grad, grad) for p, grad in zip(model.parameters(), grads, strict=True))
    assert [part.training for part in model.modules()] == modes
    assert all(p.requires_grad for p in model.parameters())


def test_dropout_adds_no_noise_to_importance():
    """A model in train mode with dropout is measured as if it were in eval mode."""
    model, loss = make_planted([1.0, 9.0, 3.0])
    expected = head_importance(model, loss)
    model.attention.dropout.p = 0.5
    assert torch.equal(head_importance(model.train(), loss), expected)


def test_a_failing_loss_leaves_the_head_in_place():
    """When the loss raises half way, the model still comes back whole and in its mode."""
    model, loss = make_planted([1.0, 9.0, 3.0])
    weight, calls = model.W_o.weight.clone(), []

    def fails(model):
        calls.append(1)
        return loss(model) if len(calls) < 3 else 1 / 0

    with pytest.raises(ZeroDivisionError):
        head_importance(model.train(), fails)
    assert torch.equal(model.W_o.weight, weight)
    assert model.training

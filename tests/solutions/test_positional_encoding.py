"""What the answers of section 6 must do, held to the formula, to laws, and to counted work."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from attn_solutions.positional_encoding import (
    LearnedPositionalEncoding,
    PositionalEncoding,
    complexities,
    permutation_gap,
    self_attention,
    shift_rotation,
)

torch.set_num_threads(1)
B, T, D, P, Pv, H = 3, 7, 13, 5, 11, 10
BOTH = pytest.mark.parametrize("make", [PositionalEncoding, LearnedPositionalEncoding])


def normal(*sizes):
    """Draw the same normal numbers for the same sizes."""
    return torch.randn(sizes, generator=torch.Generator().manual_seed(sum(sizes)))


def codes(module, length, offset=0, width=H):
    """Read the codes off a module by giving it zeros -> [length width]."""
    with torch.no_grad():
        return module.eval()(torch.zeros(1, length, width), offset=offset)[0]


def wave(i, column, width):
    """Give the fixed code of position i in a column, in plain Python numbers."""
    angle = i / 10000 ** ((column - column % 2) / width)
    return math.cos(angle) if column % 2 else math.sin(angle)


def projections():
    """Make W_q, W_k [D P] and W_v [D Pv], all different."""
    return normal(D, P), normal(P, D).T, normal(D, Pv)


# ---- self_attention ----


def test_two_tokens_with_plain_maps_by_hand():
    """Token (2, 0) scores itself 4/sqrt 2 and the other token 0, so its weights are a softmax of those."""
    output, weights = self_attention(torch.tensor([[[2.0, 0], [0, 0]]]), *[torch.eye(2)] * 3)
    share = math.exp(4 / math.sqrt(2)) / (math.exp(4 / math.sqrt(2)) + 1)
    torch.testing.assert_close(weights[0], torch.tensor([[share, 1 - share], [0.5, 0.5]]))
    torch.testing.assert_close(output[0], torch.tensor([[2 * share, 0], [1.0, 0]]))


def test_self_attention_agrees_with_one_query_at_a_time():
    """Every output is a sum over all tokens of weight times projected value."""
    X, (W_q, W_k, W_v) = normal(B, T, D), projections()
    output, weights = self_attention(X, W_q, W_k, W_v)
    assert output.shape == (B, T, Pv)
    for b in range(B):
        for i in range(T):
            scores = [float((X[b, i] @ W_q) @ (X[b, t] @ W_k)) / P**0.5 for t in range(T)]
            shares = torch.tensor(scores, dtype=torch.float64).softmax(0).float()
            torch.testing.assert_close(weights[b, i], shares, rtol=1e-4, atol=1e-5)
            expected = sum(shares[t] * (X[b, t] @ W_v) for t in range(T))
            torch.testing.assert_close(output[b, i], expected, rtol=1e-4, atol=1e-4)


def test_self_attention_agrees_with_torch():
    """F.scaled_dot_product_attention of the three projections gives the same output."""
    X, (W_q, W_k, W_v) = normal(B, T, D), projections()
    expected = F.scaled_dot_product_attention(X @ W_q, X @ W_k, X @ W_v)
    torch.testing.assert_close(self_attention(X, W_q, W_k, W_v)[0], expected, rtol=1e-4, atol=1e-4)


def test_gradients_reach_the_input_and_all_three_maps():
    """Input and projections all receive a gradient, and none of them is changed."""
    given = [x.clone().requires_grad_() for x in (normal(B, T, D), *projections())]
    before = [x.detach().clone() for x in given]
    self_attention(*given)[0].square().sum().backward()
    assert all(x.grad.abs().sum() > 0 for x in given)
    assert all(torch.equal(old, new) for old, new in zip(before, given, strict=True))


# ---- PositionalEncoding ----


def test_the_first_codes_are_the_known_numbers():
    """Positions 0, 1 and 10 of a table 32 wide have the numbers of the text."""
    P = codes(PositionalEncoding(32, 0), 60, width=32)
    assert P[0, :4].tolist() == [0, 1, 0, 1]
    expected = torch.tensor([0.84147, 0.54030, 0.53317, 0.84601])
    torch.testing.assert_close(P[1, :4], expected, rtol=0, atol=1e-5)
    expected = torch.tensor([0.97855, -0.20600, 0.84147, 0.54030])
    torch.testing.assert_close(P[10, 6:10], expected, rtol=0, atol=1e-5)


def test_codes_are_the_formula_number_by_number():
    """Entry (i, c) is sine, or for odd c cosine, of i / 10000^(2j/H), with 2j the even column of a pair."""
    for width in (2, H, 32):
        expected = torch.tensor([[wave(i, c, width) for c in range(width)] for i in range(61)])
        torch.testing.assert_close(codes(PositionalEncoding(width, 0), 61, width=width), expected, rtol=0, atol=1e-5)


def test_pairs_of_columns_lie_on_a_circle():
    """The squares of a sine column and of its cosine column add up to one at every position."""
    P = codes(PositionalEncoding(H, 0), 1000)
    torch.testing.assert_close(P[:, 0::2] ** 2 + P[:, 1::2] ** 2, torch.ones(1000, H // 2))


def test_the_fixed_code_is_not_learned():
    """There is no parameter, and the code needs no gradient."""
    module = PositionalEncoding(H, 0)
    assert list(module.parameters()) == []
    assert not module(torch.zeros(B, T, H)).requires_grad


def test_the_fixed_code_does_not_depend_on_the_longest_length():
    """Tables of different lengths start alike, and the last row of a long one is there."""
    long = codes(PositionalEncoding(H, 0, max_len=1511), 1511)
    assert torch.equal(codes(PositionalEncoding(H, 0, max_len=T), T), long[:T])
    expected = torch.tensor([wave(1510, c, H) for c in range(H)])
    torch.testing.assert_close(long[-1], expected, rtol=0, atol=1e-3)


def test_the_default_table_has_a_thousand_rows():
    """Without max_len a sequence of 1000 tokens fits."""
    assert codes(PositionalEncoding(H, 0), 1000).shape == codes(LearnedPositionalEncoding(H, 0), 1000).shape


# ---- both encodings ----


@BOTH
def test_the_code_is_added_to_every_example(make):
    """Output less input is the same code for every example and content, and the input is left unchanged."""
    module, X = make(H, 0.0).eval(), normal(B, T, H)
    before = X.clone()
    torch.testing.assert_close(module(X) - X, codes(module, T).expand(B, T, H), rtol=1e-4, atol=1e-6)
    assert torch.equal(X, before)


@BOTH
def test_an_offset_moves_the_window(make):
    """Token t of a piece that starts at offset o has the code of position o + t."""
    module = make(H, 0.0)
    P = codes(module, 50)
    for offset in (0, 1, 17, 50 - T):
        assert torch.equal(codes(module, T, offset=offset), P[offset : offset + T])


@BOTH
def test_one_token_at_a_time_is_the_same_as_all_at_once(make):
    """Step t with offset t gives what the whole sequence gives at t: what decoding will need."""
    module, X = make(H, 0.0).eval(), normal(B, T, H)
    steps = [module(X[:, t : t + 1], offset=t) for t in range(T)]
    assert torch.equal(torch.cat(steps, dim=1), module(X))


@BOTH
def test_the_last_row_can_be_used_and_positions_differ(make):
    """A piece may end exactly at max_len, and no two rows are alike."""
    module = make(H, 0.0, max_len=T)
    P = codes(module, T)
    assert codes(module, 1, offset=T - 1).equal(P[T - 1 :])
    assert torch.cdist(P, P).add(torch.eye(T)).min() > 1e-3


@BOTH
def test_dropout_acts_on_the_sum_in_train_mode_only(make):
    """In train mode p = 1 leaves zeros, and p = 1/2 zeros and doubled sums; eval mode drops nothing."""
    X = normal(B, T, H)
    assert make(H, 1.0).train()(X).count_nonzero() == 0
    module = make(H, 0.5)
    whole, dropped = module.eval()(X), module.train()(X)
    assert 0 < dropped.count_nonzero() < X.numel()
    torch.testing.assert_close(dropped, torch.where(dropped == 0, 0.0, 2 * whole))
    torch.testing.assert_close(whole, X + codes(module, T))


# ---- LearnedPositionalEncoding ----


def test_the_learned_table_is_all_that_is_learned():
    """There are max_len times H learned numbers, they are saved, and an odd H is fine."""
    for width in (H, 7):
        module = LearnedPositionalEncoding(width, 0.1, max_len=31)
        assert sum(p.numel() for p in module.parameters() if p.requires_grad) == 31 * width
        assert sum(x.numel() for x in module.state_dict().values()) == 31 * width
        assert codes(module, T, width=width).shape == (T, width)


def test_only_the_rows_in_use_learn():
    """Rows offset to offset + T receive the gradient of all examples, the others none."""
    module = LearnedPositionalEncoding(H, 0.0, max_len=31)
    module(normal(B, T, H), offset=4).sum().backward()
    expected = torch.zeros(31, H)
    expected[4 : 4 + T] = B
    assert torch.equal(next(module.parameters()).grad.reshape(31, H), expected)


def test_a_learned_code_can_become_any_target():
    """A few steps of gradient descent carry the codes to given numbers."""
    module, target = LearnedPositionalEncoding(H, 0.0, max_len=T), normal(T, H)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.5)
    for _ in range(30):
        optimizer.zero_grad()
        (module(torch.zeros(1, T, H)) - target).square().sum().div(2).backward()
        optimizer.step()
    torch.testing.assert_close(codes(module, T), target, rtol=1e-4, atol=1e-5)


# ---- shift_rotation ----


def test_a_shift_by_one_of_one_pair_by_hand():
    """Two columns turn by one radian: sine and cosine of i + 1 out of those of i."""
    c, s = math.cos(1), math.sin(1)
    torch.testing.assert_close(shift_rotation(1, 2), torch.tensor([[c, s], [-s, c]]))


@pytest.mark.parametrize("delta", [-11, -1, 0, 1, 5, 30])
def test_the_rotation_moves_every_code_by_delta(delta):
    """M times the code of i, as a column, is the code of i + delta, whatever i is."""
    M = shift_rotation(delta, H)
    for i in range(11, 30):
        here = torch.tensor([wave(i, c, H) for c in range(H)])
        there = torch.tensor([wave(i + delta, c, H) for c in range(H)])
        torch.testing.assert_close(M @ here, there, rtol=0, atol=1e-5)


def test_the_rotation_keeps_lengths_and_adds_up():
    """M is orthogonal; a shift by 2 after one by 3 is a shift by 5; no shift is the identity."""
    M = shift_rotation(5, H)
    torch.testing.assert_close(M @ M.T, torch.eye(H))
    torch.testing.assert_close(shift_rotation(2, H) @ shift_rotation(3, H), M)
    assert torch.equal(shift_rotation(0, H), torch.eye(H))


def test_the_rotation_fits_the_module():
    """The codes that PositionalEncoding adds obey the rotation."""
    P = codes(PositionalEncoding(32, 0), 60, width=32)
    torch.testing.assert_close(P[:50] @ shift_rotation(10, 32).T, P[10:], rtol=0, atol=1e-5)


# ---- complexities ----


def count_multiplications(work):
    """Count the multiplications in the matrix products and convolutions of a function."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        work()
    return counter.get_total_flops() // 2  # a multiplication and an addition count as two


def test_operations_are_those_that_torch_counts():
    """Convolution, recurrence and scores multiply as often as torch's counter says."""
    n, d, k = 14, 11, 5
    X, W = normal(1, n, d), normal(d, d)
    conv = nn.Conv1d(d, d, k, padding=k // 2, bias=False)
    assert complexities("cnn", n, d, k)[0] == count_multiplications(lambda: conv(X.mT))
    assert complexities("rnn", n, d)[0] == count_multiplications(lambda: [X[:, i] @ W for i in range(n)])
    assert complexities("attention", n, d)[0] == count_multiplications(lambda: X @ X.mT)


def test_paths_and_waiting_steps_are_those_of_the_three_drawings():
    """Windows wait for nothing and hop k places a layer; a recurrence walks; attention jumps."""
    assert complexities("cnn", 14, 11, 5)[1:] == (1, 3)
    assert complexities("cnn", 15, 11, 5)[1:] == (1, 3)
    assert complexities("cnn", 16, 11)[1:] == (1, 6)
    assert complexities("rnn", 14, 11)[1:] == (14, 14)
    assert complexities("attention", 14, 11)[1:] == (1, 1)


def test_the_window_counts_for_windows_only():
    """k has no say in a recurrence or in attention, and is 3 if nobody says otherwise."""
    assert complexities("cnn", 6, 2) == complexities("cnn", 6, 2, 3) == (72, 1, 2)
    assert complexities("rnn", 6, 2, 5) == (24, 6, 6)
    assert complexities("attention", 6, 2, 5) == (72, 1, 1)


# ---- permutation_gap ----


def attend(X):
    """Attend with the projections above."""
    return self_attention(X, *projections())[0]


def test_attention_without_positions_does_not_see_the_order():
    """Shuffled tokens give shuffled outputs: the gap is rounding."""
    assert permutation_gap(attend, normal(B, T, D), torch.tensor([3, 0, 6, 2, 5, 1, 4])) < 1e-4


@BOTH
def test_positions_break_the_symmetry(make):
    """As soon as a code of the position is added, the order matters."""
    module, shuffle = make(D + 1, 0.0).eval(), torch.tensor([3, 0, 6, 2, 5, 1, 4])
    assert permutation_gap(lambda X: attend(module(X)[..., :D]), normal(B, T, D + 1), shuffle) > 1e-2


def test_the_gap_of_a_running_sum_by_hand():
    """Running sums 10, 110, 111 and, shuffled, 11, 111, 1 are 110 apart at the end."""
    X = torch.tensor([[[1.0], [10.0], [100.0]]])
    gap = permutation_gap(lambda X: X.cumsum(1), X, torch.tensor([1, 2, 0]))
    assert gap == 110
    assert X.flatten().tolist() == [1, 10, 100]


def test_no_shuffle_leaves_no_gap():
    """Tokens that stay in place show nothing, whatever the layer does."""
    assert permutation_gap(lambda X: X.cumsum(1), normal(B, T, D), torch.arange(T)) == 0


def test_the_gap_has_no_sign():
    """Turning every number around leaves the gap as it is."""
    X, shuffle = normal(B, T, D), torch.tensor([3, 0, 6, 2, 5, 1, 4])
    forward = permutation_gap(lambda X: X.cumsum(1), X, shuffle)
    assert permutation_gap(lambda X: X.cumsum(1), -X, shuffle) == forward > 0

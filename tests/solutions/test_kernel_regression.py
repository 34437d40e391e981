"""What the answers of section 2 must do, held to loops over plain numbers, derivatives by hand and limits."""

import inspect
import math
from pathlib import Path

import pytest
import torch
from torch import nn

from attn_solutions import kernel_regression
from attn_solutions.kernel_regression import (
    MyPooling,
    NWKernelRegression,
    attention_by_bmm,
    average_pooling,
    choose_bandwidth,
    curve,
    leave_one_out,
    make_data,
    nadaraya_watson,
    nw_mse,
    train,
    train_step,
)

torch.set_num_threads(1)
LESSON = Path(__file__).parents[2] / "source" / "02-kernel-regression" / "02-kernel-regression.md"
n_q, n_k, n = 5, 7, 11


def numbers(*sizes):
    """Draw the same double-precision numbers for the same sizes."""
    return torch.randn(sizes, generator=torch.Generator().manual_seed(sum(sizes)), dtype=torch.float64)


def shared_inputs():
    """Make queries [n_q], and keys and values [n_k] that all queries share."""
    return numbers(n_q), numbers(n_k), numbers(n_k, 1)[:, 0]


def row_inputs():
    """Make queries [n_q], and keys and values [n_q n_k], a row for each query."""
    return numbers(n_q), numbers(n_q, n_k), numbers(n_q, n_k, 1)[:, :, 0]


def slow_prediction(query, keys, values, w):
    """Average plain numbers by Nadaraya and Watson's formula, word by word."""
    kernel = [math.exp(-(((query - key) * w) ** 2) / 2) for key in keys]
    return sum(k * value for k, value in zip(kernel, values, strict=True)) / sum(kernel)


def slow_loss(x, y, w):
    """Sum up the squared errors when each example is predicted from all the others."""
    x, y = x.tolist(), y.tolist()
    rows = range(len(x))
    guesses = [slow_prediction(x[i], x[:i] + x[i + 1 :], y[:i] + y[i + 1 :], w) for i in rows]
    return sum((guesses[i] - y[i]) ** 2 for i in rows)


def slope(function, at, step=1e-5):
    """Estimate a derivative from two points."""
    return (function(at + step) - function(at - step)) / (2 * step)


def net_with(w):
    """Make the learned kernel regression in double precision, starting at w."""
    net = NWKernelRegression().double()
    nn.init.constant_(net.w, w)
    return net


# ---- the given data ----


def test_the_curve_has_known_points():
    """The curve starts at 0 and passes 2 sin(1) + 1 at x = 1."""
    torch.testing.assert_close(curve(torch.tensor([0.0, 1.0])), torch.tensor([0.0, 2 * math.sin(1) + 1]))


def test_data_lie_in_order_between_0_and_5():
    """Inputs rise from near 0 to near 5."""
    x, _ = make_data(997, seed=0)
    assert torch.equal(x, x.sort().values)
    assert 0 <= x[0] < 0.05
    assert 4.95 < x[-1] < 5


def test_noise_has_standard_deviation_one_half():
    """Labels scatter around the curve by 0.5 on the whole, and are not shifted."""
    x, y = make_data(9973, seed=0)
    assert abs((y - curve(x)).std() - 0.5) < 0.02
    assert abs((y - curve(x)).mean()) < 0.02


def test_data_depend_on_the_seed_alone():
    """The same seed gives the same data, another seed gives others, and the global state stays."""
    before, (x, y) = torch.get_rng_state(), make_data(n, seed=1)
    assert torch.equal(torch.get_rng_state(), before)
    assert all(map(torch.equal, (x, y), make_data(n, seed=1)))
    assert not torch.allclose(x, make_data(n, seed=2)[0])


# ---- average_pooling ----


def test_average_pooling_says_the_mean_everywhere():
    """The mean of 1, 2 and 6 is 3, at both of two queries."""
    assert average_pooling(torch.tensor([0.0, 9.0]), torch.tensor([1.0, 2.0, 6.0])).tolist() == [3.0, 3.0]


def test_average_pooling_answers_each_query():
    """There are as many answers as queries, whatever the number of values."""
    assert average_pooling(numbers(n_q), numbers(n_k)).shape == (n_q,)


# ---- nadaraya_watson ----


def test_a_key_two_away_counts_e_to_the_minus_2():
    """The kernel is 1 at distance 0 and exp(-2) at distance 2: the answer is exp(-2) / (1 + exp(-2))."""
    prediction = nadaraya_watson(torch.tensor([0.0]), torch.tensor([0.0, 2.0]), torch.tensor([0.0, 1.0]))
    assert prediction.tolist() == pytest.approx([math.exp(-2) / (1 + math.exp(-2))])


@pytest.mark.parametrize("bandwidth", [0.5, 1.0, 3.0])
def test_prediction_follows_the_formula(bandwidth):
    """Each prediction is the sum of kernel times value over the sum of kernels, at every bandwidth."""
    queries, keys, values = shared_inputs()
    expected = [slow_prediction(q, keys.tolist(), values.tolist(), 1 / bandwidth) for q in queries.tolist()]
    assert nadaraya_watson(queries, keys, values, bandwidth).tolist() == pytest.approx(expected)


def test_the_bandwidth_is_1_unless_said():
    """Without a bandwidth the kernel is that of bandwidth 1."""
    queries, keys, values = shared_inputs()
    assert torch.equal(nadaraya_watson(queries, keys, values), nadaraya_watson(queries, keys, values, 1.0))


def test_a_huge_bandwidth_gives_the_mean():
    """Seen from far enough all keys are equally near."""
    queries, keys, values = shared_inputs()
    predictions = nadaraya_watson(queries, keys, values, bandwidth=1e6)
    torch.testing.assert_close(predictions, average_pooling(queries, values))


def test_a_tiny_bandwidth_gives_the_nearest_value():
    """The nearest key takes all, and nothing becomes NaN."""
    keys, values = torch.tensor([0.0, 1.0, 5.0]), torch.tensor([3.0, 7.0, 2.0])
    predictions = nadaraya_watson(torch.tensor([0.9, 4.0, 90.0, 0.2]), keys, values, bandwidth=1e-3)
    assert predictions.tolist() == [7.0, 2.0, 2.0, 3.0]


def test_predictions_keep_the_dtype():
    """Double precision in, double precision out."""
    assert nadaraya_watson(*shared_inputs()).dtype == torch.float64


# ---- attention_by_bmm ----


def test_the_worked_batch_averages_its_two_rows():
    """Ten equal weights over 0..9 and over 10..19 give 4.5 and 14.5, in the shape a batch product leaves."""
    weights, values = torch.full((2, 10), 0.1), torch.arange(20.0).reshape(2, 10)
    pooled = attention_by_bmm(weights, values)
    torch.testing.assert_close(pooled, torch.tensor([[[4.5]], [[14.5]]]))


def test_each_example_is_averaged_with_its_own_weights():
    """Number b of the batch uses row b of the weights and row b of the values."""
    _, weights, values = row_inputs()
    rows = zip(weights.tolist(), values.tolist(), strict=True)
    expected = [sum(w * value for w, value in zip(*row, strict=True)) for row in rows]
    assert attention_by_bmm(weights, values).flatten().tolist() == pytest.approx(expected)


# ---- leave_one_out ----


def test_each_row_misses_its_own_entry():
    """Of 1, 2, 3 the rows are 2 3, then 1 3, then 1 2."""
    assert leave_one_out(torch.tensor([1, 2, 3])).tolist() == [[2, 3], [1, 3], [1, 2]]


def test_a_twin_stays():
    """Only one of two equal entries is left out, and a zero is an entry like any other."""
    assert leave_one_out(torch.tensor([4.0, 4.0, 0.0])).tolist() == [[4.0, 0.0], [4.0, 0.0], [4.0, 4.0]]


def test_the_rest_keeps_its_order():
    """Row i is the list with entry i deleted, and the list itself is not touched."""
    x = numbers(n)
    rows = [x.tolist() for _ in range(n)]
    for i, row in enumerate(rows):
        del row[i]
    assert leave_one_out(x).tolist() == rows
    assert torch.equal(x, numbers(n))


# ---- NWKernelRegression ----


def test_one_number_is_learned():
    """The module has one parameter with one entry, and it can learn."""
    (parameter,) = NWKernelRegression().parameters()
    assert (parameter.numel(), parameter.requires_grad) == (1, True)


def test_w_starts_at_random_between_0_and_1():
    """Starts differ, and over many of them they fill the interval from 0 to 1."""
    torch.manual_seed(0)
    starts = torch.stack([NWKernelRegression().w.detach() for _ in range(97)])
    assert 0 <= starts.min() < 0.1
    assert 0.9 < starts.max() < 1


def test_each_query_has_keys_and_values_of_its_own():
    """Prediction i follows the formula with row i of the keys and row i of the values."""
    queries, keys, values = row_inputs()
    rows = zip(queries.tolist(), keys.tolist(), values.tolist(), strict=True)
    expected = [slow_prediction(*row, w=1.7) for row in rows]
    assert net_with(1.7)(queries, keys, values).tolist() == pytest.approx(expected)


def test_w_is_one_over_the_bandwidth():
    """With the same keys for every query, w = 4 is nadaraya_watson at bandwidth 1/4."""
    queries, keys, values = shared_inputs()
    predictions = net_with(4.0)(queries, keys.repeat(n_q, 1), values.repeat(n_q, 1))
    torch.testing.assert_close(predictions, nadaraya_watson(queries, keys, values, bandwidth=0.25))


def test_the_weights_are_kept():
    """attention_weights [n_q n_k] sum to one in each row and give back the predictions."""
    (queries, keys, values), net = row_inputs(), net_with(1.7)
    predictions = net(queries, keys, values)
    torch.testing.assert_close(net.attention_weights.sum(1), torch.ones(n_q).double())
    torch.testing.assert_close(attention_by_bmm(net.attention_weights, values).flatten(), predictions)


def test_the_sign_of_w_means_nothing():
    """Only the square of w enters the kernel."""
    torch.testing.assert_close(net_with(-1.7)(*row_inputs()), net_with(1.7)(*row_inputs()))


def test_at_zero_w_cannot_move():
    """With w = 0 the answer is the plain mean and the gradient is exactly 0; elsewhere it is not."""
    queries, keys, values = row_inputs()
    still, moving = net_with(0.0), net_with(1.7)
    torch.testing.assert_close(still(queries, keys, values), values.mean(1))
    still(queries, keys, values).sum().backward()
    moving(queries, keys, values).sum().backward()
    assert still.w.grad.item() == 0
    assert moving.w.grad.item() != 0


# ---- train_step, train ----


class Line(nn.Module):
    """Predict by a line, so that every gradient can be done by hand."""

    def __init__(self):
        """Start at slope 2."""
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(2.0))

    def forward(self, queries, keys, values):
        """Give slope * query, plus the first key minus the first value of the row."""
        return self.slope * queries + keys[:, 0] - values[:, 0]


def step_of_line(line, lr):
    """Take one step on two points: errors 2*1 + 3-1 - 1 = 3 and 2*2 + 3-1 - 5 = 1."""
    keys, values = torch.full((2, 1), 3.0), torch.full((2, 1), 1.0)
    return train_step(line, torch.tensor([1.0, 2.0]), keys, values, torch.tensor([1.0, 5.0]), lr)


def test_a_step_returns_the_summed_loss_from_before():
    """Errors of 3 and 1 are a loss of 10, as a plain number."""
    loss = step_of_line(Line(), lr=0.1)
    assert (loss, type(loss)) == (10.0, float)


def test_a_step_goes_against_the_gradient_of_the_sum():
    """The gradient is 2*(3*1 + 1*2) = 10, so lr 0.1 moves the slope from 2 to 1."""
    line = Line()
    step_of_line(line, lr=0.1)
    assert line.slope.item() == pytest.approx(1.0)


def test_old_gradients_do_not_count():
    """A gradient left behind by somebody else changes neither the step nor the next one."""
    line = Line()
    line.slope.grad = torch.tensor(1000.0)
    step_of_line(line, lr=0.1)
    step_of_line(line, lr=0.1)  # now the errors are 2 and -1, the gradient is 0
    assert line.slope.item() == pytest.approx(1.0)


def test_training_follows_the_derivative_step_by_step():
    """Loss and w after each of three steps are those of the formula and its numerical derivative."""
    (x, y), w, expected, net = (t.double() for t in make_data(n, seed=3)), 0.9, [], net_with(0.9)
    for _ in range(3):
        expected.append(slow_loss(x, y, w))
        w -= 0.01 * slope(lambda at: slow_loss(x, y, at), w)
    assert train(net, x, y, lr=0.01, num_steps=3) == pytest.approx(expected)
    assert net.w.item() == pytest.approx(w, rel=1e-6)


def test_no_steps_change_nothing():
    """Zero steps give no losses and leave w where it was."""
    net = net_with(0.9)
    assert train(net, *(t.double() for t in make_data(n, seed=3)), lr=0.5, num_steps=0) == []
    assert net.w.item() == 0.9


# ---- choose_bandwidth ----


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_chosen_bandwidth_predicts_best_what_it_has_not_seen(seed):
    """The choice has the least leave-one-out error of all candidates, in whatever order they come."""
    (x, y), candidates = make_data(n, seed), [1.0, 0.05, 0.3, 2.0, 0.15, 0.6]
    errors = {bandwidth: slow_loss(x, y, 1 / bandwidth) for bandwidth in candidates}
    assert choose_bandwidth(x, y, candidates) == min(errors, key=errors.get)


def test_choosing_does_not_fall_for_the_narrowest():
    """With each example among its own keys the narrowest kernel would win; it does not."""
    assert choose_bandwidth(*make_data(47, seed=1), [0.001, 0.2, 5.0]) == 0.2


# ---- nw_mse ----


def test_the_error_is_measured_against_the_noiseless_curve():
    """nw_mse is the mean squared distance of slow predictions from the curve on the grid 0, 0.1 ... 4.9."""
    x, y = (t.tolist() for t in make_data(n, seed=5))
    grid = [i / 10 for i in range(50)]
    errors = [slow_prediction(q, x, y, w=4) - (2 * math.sin(q) + q**0.8) for q in grid]
    error = nw_mse(n, 4, seed=5)
    assert error == pytest.approx(sum(e * e for e in errors) / 50, rel=1e-4)
    assert type(error) is float


@pytest.mark.parametrize(("width", "few", "many"), [(1, 0.53, 0.385), (4, 0.16, 0.020), (8, 0.19, 0.010)])
def test_more_data_help_down_to_the_bias_of_the_width(width, few, many):
    """From 25 to 500 points the mean error of 20 seeds falls, but width 1 stays above 0.35."""
    means = [sum(nw_mse(size, width, seed) for seed in range(20)) / 20 for size in (25, 500)]
    assert means == [pytest.approx(few, rel=0.1), pytest.approx(many, rel=0.1)]


# ---- MyPooling ----


def pooled(order_of_keys=slice(None), order_of_queries=slice(None)):
    """Run MyPooling on fixed inputs, with keys or queries in another order."""
    queries, keys, values = row_inputs()
    net = MyPooling().double()
    keys, values = keys[:, order_of_keys], values[:, order_of_keys]
    return net(queries[order_of_queries], keys[order_of_queries], values[order_of_queries]), values, net


def test_my_pooling_averages_with_the_weights_it_keeps():
    """Weights are not negative, each row sums to one, and they make the prediction."""
    predictions, values, net = pooled()
    assert net.attention_weights.min() >= 0
    torch.testing.assert_close(net.attention_weights.sum(1), torch.ones(n_q).double())
    torch.testing.assert_close(attention_by_bmm(net.attention_weights, values).flatten(), predictions)


def test_my_pooling_follows_its_formula():
    """The weights go with (1 + (w d)^2) to the power of minus softplus(tail)."""
    net, distances = MyPooling().double(), [0.0, 0.5, 2.0]
    nn.init.constant_(net.w, 1.5)
    nn.init.constant_(net.tail, 0.3)
    net(torch.zeros(1).double(), torch.tensor([distances]).double(), torch.zeros(1, 3).double())
    kernel = [(1 + (1.5 * d) ** 2) ** -math.log(1 + math.exp(0.3)) for d in distances]
    assert net.attention_weights[0].tolist() == pytest.approx([k / sum(kernel) for k in kernel])


def test_my_pooling_does_not_care_about_order():
    """Shuffled keys change no prediction, shuffled queries shuffle the predictions."""
    predictions = pooled()[0]
    torch.testing.assert_close(pooled(order_of_keys=[3, 0, 6, 1, 5, 2, 4])[0], predictions)
    torch.testing.assert_close(pooled(order_of_queries=[3, 0, 4, 1, 2])[0], predictions[[3, 0, 4, 1, 2]])


def test_all_of_my_pooling_learns():
    """The width and the tail are parameters, and both receive a gradient that is not zero."""
    predictions, _, net = pooled()
    predictions.square().sum().backward()
    assert {name: parameter.grad.item() != 0 for name, parameter in net.named_parameters()} == {
        "w": True,
        "tail": True,
    }


def test_my_pooling_beats_the_fixed_kernel():
    """Trained gently, the mean error over three data sets is below 0.30, where bandwidth 1 leaves 0.4."""
    grid, errors = torch.arange(0, 5, 0.1), []
    for seed in (1, 2, 3):
        (x, y), net = make_data(50, seed), MyPooling()
        train(net, x, y, lr=0.005, num_steps=300)
        predictions = net(grid, x.repeat(50, 1), y.repeat(50, 1))
        errors.append(((predictions - curve(grid)) ** 2).mean().item())
    assert sum(errors) / 3 < 0.30


def test_my_pooling_is_no_gaussian():
    """Log weights are no multiple of squared distances, so no w of NWKernelRegression gives them."""
    net = MyPooling()
    net(torch.zeros(1), torch.tensor([[0.0, 1.0, 2.0]]), torch.zeros(1, 3))
    logs = net.attention_weights[0].log()
    assert (logs[0] - logs[2]) / (logs[0] - logs[1]) < 3  # a Gaussian: exactly 4


# ---- the lesson ----


@pytest.mark.parametrize("name", ["curve", "make_data"])
def test_the_lesson_gives_the_same_helpers(name):
    """What the notebook hands to students is, word by word, what this module uses."""
    assert inspect.getsource(getattr(kernel_regression, name)) in LESSON.read_text(encoding="utf-8")

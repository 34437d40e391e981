"""Visible checks of section 2: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_rows_sum_to_one,
    assert_shape,
    exercise,
    number,
    require,
    tensor,
)
from autograder.probekit import attention_weights_of, flat, gradient

BATCH, OTHERS, WEIGHTS = "example query feature", "row entry", "query key"


@exercise("average_pooling", read="The laziest guess")
def test_an_average_by_hand(student):
    """The mean of the values 1, 2 and 6 is 3: that is the prediction at each of two queries."""
    queries, values = torch.tensor([0.0, 9.0]), torch.tensor([1.0, 2.0, 6.0])
    assert_close(student(lambda my: my.average_pooling(queries, values)), torch.tensor([3.0, 3.0]), "query")


@exercise("average_pooling", points=1, read="The laziest guess")
def test_average_is_the_same_everywhere(student, draw):
    """Every query gets the mean of all the values, wherever it lies."""
    queries, values = draw.normal(3), draw.normal(5)
    assert_close(student(lambda my: my.average_pooling(queries, values)), values.mean().expand(3), "query")


@exercise("nadaraya_watson", read="Trust the neighbours")
def test_a_prediction_by_hand(student):
    """Keys at distance 0 and 2, kernels 1 and exp(-2) = 0.135, values 1 and 3: (1 + 3 * 0.135) / 1.135 = 1.238."""
    query, keys, values = torch.zeros(1), torch.tensor([0.0, 2.0]), torch.tensor([1.0, 3.0])
    got = student(lambda my: my.nadaraya_watson(query, keys, values))
    assert_close(_predictions(got, 1), torch.tensor([1.23841]), "query")


@exercise("nadaraya_watson", read="Trust the neighbours")
def test_a_bandwidth_by_hand(student):
    """With bandwidth 2 a distance of 2 is one bandwidth: kernels 1 and exp(-1/2) = 0.607, values 1 and 3 give 1.755."""
    query, keys, values = torch.zeros(1), torch.tensor([0.0, 2.0]), torch.tensor([1.0, 3.0])
    got = student(lambda my: my.nadaraya_watson(query, keys, values, bandwidth=2.0))
    assert_close(_predictions(got, 1), torch.tensor([1.75508]), "query")


@exercise("nadaraya_watson", points=1, read="Trust the neighbours")
def test_weights_of_a_query_sum_to_one(student, draw):
    """Values that are all alike are predicted as they are, at each of 3 queries with 5 keys."""
    queries, keys, level = draw.normal(3), draw.normal(5), 2 + draw.uniform(1)
    got = student(lambda my: my.nadaraya_watson(queries, keys, level.expand(5)))
    assert_close(_predictions(got, 3), level.expand(3), "query")


@exercise("nadaraya_watson", points=1, read="Trust the neighbours")
def test_tiny_bandwidth_gives_the_nearest_value(student, draw):
    """With a tiny bandwidth the nearest key takes all the weight, even for a query far from every key."""
    order, values = draw.permutation(5), draw.normal(5)
    keys, queries = torch.arange(5.0)[order], torch.cat([torch.arange(5.0) + 0.3, torch.tensor([-40.0, 90.0])])
    got = student(lambda my: my.nadaraya_watson(queries, keys, values, bandwidth=0.01))
    nearest = (queries[:, None] - keys).abs().argmin(1)
    assert_close(_predictions(got, 7), values[nearest], "query")


@exercise("nadaraya_watson", points=2, read="Trust the neighbours")
def test_predictions_follow_the_formula(student, expected, draw):
    """Each prediction is the sum of kernel times value over the sum of kernels, here for 3 queries and 5 keys."""
    queries, keys, values = draw.normal(3), draw.normal(5), draw.normal(5)
    probe = lambda my: my.nadaraya_watson(queries, keys, values, 0.7)
    assert_close(_predictions(student(probe), 3), expected(probe), "query")


@exercise("attention_by_bmm", read="Many examples in one product")
def test_ten_equal_weights(student):
    """Ten weights of 0.1 over the values 0 to 9, and over 10 to 19, give 4.5 and 14.5 in the shape [2, 1, 1]."""
    weights, values = torch.full((2, 10), 0.1), torch.arange(20.0).reshape(2, 10)
    assert_close(student(lambda my: my.attention_by_bmm(weights, values)), torch.tensor([[[4.5]], [[14.5]]]), BATCH)


@exercise("attention_by_bmm", points=2, read="Many examples in one product")
def test_each_example_has_its_own_weights(student, draw):
    """Example b averages row b of the values with row b of the weights, here 3 examples with 5 keys."""
    weights, values = torch.softmax(draw.normal(3, 5), 1), draw.normal(3, 5)
    want = (weights * values).sum(1).reshape(3, 1, 1)
    assert_close(student(lambda my: my.attention_by_bmm(weights, values)), want, BATCH)


@exercise("leave_one_out", read="Do not ask the one who knows")
def test_three_numbers_by_hand(student):
    """Of 10, 20, 30 the rows are 20 30, then 10 30, then 10 20."""
    got = student(lambda my: my.leave_one_out(torch.tensor([10.0, 20.0, 30.0])))
    assert_close(got, torch.tensor([[20.0, 30], [10, 30], [10, 20]]), OTHERS)


@exercise("leave_one_out", points=2, read="Do not ask the one who knows")
def test_each_row_misses_its_own_entry(student, draw):
    """Row i is the list without entry i, the others in their old order."""
    x = draw.normal(7)
    assert_close(student(lambda my: my.leave_one_out(x)), _without_each(x), OTHERS)


@exercise("leave_one_out", read="Do not ask the one who knows")
def test_a_twin_by_hand(student):
    """Of 4, 4, 0 the rows are 4 0, then 4 0, then 4 4: a twin stays, and a zero is a number like any other."""
    got = student(lambda my: my.leave_one_out(torch.tensor([4.0, 4.0, 0.0])))
    assert_close(got, torch.tensor([[4.0, 0], [4, 0], [4, 4]]), OTHERS)


@exercise("NWKernelRegression", read="A kernel with something to learn")
def test_a_learned_width_by_hand(student):
    """With w = 2 a key at distance 1 has the kernel exp(-2) = 0.135: values 0 and 1 give 0.135 / 1.135 = 0.119."""
    query, keys, values = torch.zeros(1), torch.tensor([[0.0, 1.0]]), torch.tensor([[0.0, 1.0]])
    got = student(lambda my: _with_all(my.NWKernelRegression(), 2.0)(query, keys, values))
    assert_close(got, torch.tensor([0.11920]), "query")


@exercise("NWKernelRegression", points=1, read="A kernel with something to learn")
def test_one_number_is_learned(student, draw):
    """The module learns one single number, which starts at random where it gets a gradient, not at 0."""
    inputs = [draw.normal(3), draw.normal(3, 5), draw.normal(3, 5)]

    def probe(my):
        starts, nets = [], [my.NWKernelRegression() for _ in range(5)]
        for net in nets:
            learned = [p for p in net.parameters() if p.requires_grad]
            starts.append(torch.cat([p.detach().flatten() for p in learned] or [torch.zeros(0)]))
        output = nets[-1](*inputs)
        return starts, gradient(output, learned)[0] if learned and output.requires_grad else None

    starts, slope = student(probe)
    require(starts[0].numel() == 1, f"expected one learned number, got {starts[0].numel()}. Is w a parameter?")
    starts = torch.cat(starts)
    require(bool((starts != 0).all()), "w starts at 0, where its gradient is 0 as well")
    assert_differs(starts.max(), starts.min(), "the starts of five modules", by=1e-6)
    require(slope is not None and number(slope) != 0, "no gradient reaches w")


@exercise("NWKernelRegression", points=1, read="A kernel with something to learn")
def test_weights_are_kept_and_used(student, draw):
    """The weights of the latest call are kept, sum to one for each query, and average its row of values."""
    other = [draw.normal(2), draw.normal(2, 3), draw.normal(2, 3)]
    queries, keys, values = draw.normal(3), draw.normal(3, 5), draw.normal(3, 5)

    def probe(my):
        net = _with_all(my.NWKernelRegression(), 1.5)
        net(*other)
        return net(queries, keys, values), attention_weights_of(net)

    output, weights = student(probe)
    assert_rows_sum_to_one(assert_shape(weights, 3, 5, axes="n_q n_k"), WEIGHTS)
    assert_close(output, (weights * values).sum(1), "query", why="This is not the average with the weights kept")


@exercise("NWKernelRegression", points=2, read="A kernel with something to learn")
def test_each_query_has_its_own_keys_and_values(student, expected, draw):
    """With w = 1.5 prediction i follows the formula with row i of the keys and row i of the values."""
    inputs = [draw.normal(3), draw.normal(3, 5), draw.normal(3, 5)]
    probe = lambda my: _with_all(my.NWKernelRegression(), 1.5)(*inputs)
    assert_close(student(probe), expected(probe), "query")


@exercise("train_step", read="Training")
def test_a_step_by_hand(student):
    """Errors of 3 and 1 are a loss of 10; the gradient is 2 (3 * 1 + 1 * 2) = 10, and lr 0.1 moves 2 to 1."""
    x, y, keys, values = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 5.0]), torch.full((2, 1), 3.0), torch.ones(2, 1)

    def probe(my):
        line = _Line()
        return my.train_step(line, x, keys, values, y, 0.1), line.slope

    loss, slope = student(probe)
    assert_close(number(loss), 10.0, why="This is the loss")
    assert_close(slope, 1.0, why="This is the learned slope after the step, which was 2")


@exercise("train_step", points=1, read="Training")
def test_loss_is_the_sum_from_before_the_step(student, expected, draw):
    """A plain Python number comes back: the summed squared errors before anything moved."""
    inputs = [draw.normal(5), draw.normal(5, 3), draw.normal(5, 3), draw.normal(5)]
    probe = lambda my: my.train_step(_Pool(), *inputs, 0.02)
    loss = student(probe)
    assert_close(number(loss), expected(probe), why="This is the loss")
    require(isinstance(loss, int | float), "expected a Python number, got a tensor. It has an item() for that")


@exercise("train_step", points=1, read="Training")
def test_step_goes_against_the_gradient(student, expected, draw):
    """Every parameter moves by lr times its gradient, downhill."""
    inputs = [draw.normal(5), draw.normal(5, 3), draw.normal(5, 3), draw.normal(5)]

    def probe(my):
        net = _Pool()
        my.train_step(net, *inputs, 0.02)
        return flat(net)

    assert_close(student(probe), expected(probe), "parameter")


@exercise("train", read="Training")
def test_training_by_hand(student):
    """Two examples that predict each other: the losses are 5 and 1.8, and the slope goes from 2 to 2.8 and stays."""
    x, y = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 5.0])

    def probe(my):
        line = _Line()
        return my.train(line, x, y, 0.1, 2), line.slope

    losses, slope = student(probe)
    assert_close(_losses(losses), torch.tensor([5.0, 1.8]), "step", why="These are the losses")
    assert_close(slope, 2.8, why="This is the learned slope after two steps")


@exercise("train", points=1, read="Training")
def test_losses_of_a_training(student, expected, draw):
    """There is one loss for each step, from before the step, each example predicted from all the others."""
    x, y = draw.uniform(7, high=3.0), draw.normal(7)
    probe = lambda my: my.train(_Pool(), x, y, 0.01, 5)
    assert_close(_losses(student(probe)), _losses(expected(probe)), "step", loosen=5)


@exercise("train", points=1, read="Training")
def test_a_training_changes_the_net(student, expected, draw):
    """After five steps the net has learned what five steps of gradient descent teach."""
    x, y = draw.uniform(7, high=3.0), draw.normal(7)

    def probe(my):
        net = _Pool()
        my.train(net, x, y, 0.01, 5)
        return flat(net)

    assert_close(student(probe), expected(probe), "parameter", loosen=5)


@exercise("choose_bandwidth", read="Choosing instead of training")
def test_a_choice_by_hand(student):
    """Labels in two levels want the narrow kernel; labels that go up and down the wide one: neighbours mislead."""
    x, candidates = torch.tensor([0.0, 1.0, 10.0, 11.0]), [100.0, 0.5]
    levels, zigzag = torch.tensor([1.0, 1.0, 5.0, 5.0]), torch.tensor([1.0, -1.0, 1.0, -1.0])
    probe = lambda my: (my.choose_bandwidth(x, levels, candidates), my.choose_bandwidth(x, zigzag, candidates))
    narrow, wide = student(probe)
    assert_close(number(narrow), 0.5, why="Neighbours have the same label here")
    assert_close(number(wide), 100.0, why="Each neighbour has the opposite label here")


@exercise("choose_bandwidth", points=2, read="Choosing instead of training")
def test_choice_predicts_best_from_the_others(student, draw):
    """The candidate with the least sum of squared errors is chosen, each example predicted from all the others."""
    for _ in range(5):
        x, y, candidates, best = _a_clear_choice(draw)
        got = student(lambda my: my.choose_bandwidth(x, y, candidates))
        assert_close(number(got), best, why=f"The candidates are {candidates}")


@exercise("nw_mse", points=1, read="Do more data help?")
def test_a_single_point_is_predicted_everywhere(student, expected, draw):
    """With a single point its label is the prediction at all 50 places, whatever the width."""
    seed, queries = int(draw.integers(0, 10**6)), torch.arange(0, 5, 0.1)
    (_, label), truth = expected(lambda my: (my.make_data(1, seed), my.curve(queries)))
    want = ((label - truth) ** 2).mean()
    for width in (0.5, 4.0):
        error = student(lambda my: my.nw_mse(1, width, seed))
        assert_close(number(error), want, loosen=5)
        require(isinstance(error, int | float), "expected a Python number, got a tensor. It has an item() for that")


@exercise("nw_mse", points=1, read="Do more data help?")
def test_error_of_a_kernel(student, expected, draw):
    """The mean squared error against the noiseless curve is right for 25 points and w = 4, and for w = 1."""
    seed = int(draw.integers(0, 10**6))
    for width in (4, 1):
        probe = lambda my: my.nw_mse(25, width, seed)
        assert_close(number(student(probe)), expected(probe), loosen=5, why=f"Here w is {width}")


@exercise("MyPooling", points=1, read="Your own attention")
def test_own_weights_average_the_values(student, expected, draw):
    """Weights are not negative, those of a query sum to one, and they average its row of values, in train mode too."""
    queries, keys, values = draw.uniform(41, high=5.0), draw.uniform(41, 7, high=5.0), draw.normal(41, 7)
    x, y = expected(lambda my: my.make_data(50, 1))

    def probe(my):
        net, _ = _trained(my, x, y)
        run = lambda net: (net(queries, keys, values), attention_weights_of(net))
        return run(net.eval()), run(net.train())

    for output, weights in student(probe):
        assert_rows_sum_to_one(assert_shape(weights, 41, 7, axes="n_q n_k"), WEIGHTS)
        assert_close(output, (weights * values).sum(1), "query", why="This is not the average with the weights kept")


@exercise("MyPooling", read="Your own attention")
def test_own_pooling_learns_the_curve(student, expected):
    """After 300 small steps on each of three data sets the mean squared error is below 0.30 (bandwidth 1: 0.40)."""
    data = expected(lambda my: [my.make_data(50, seed) for seed in (1, 2, 3)])
    queries = torch.arange(50) / 10
    truth = expected(lambda my: my.curve(queries))

    def probe(my):
        nets = [_fitted(my, x, y) for x, y in data]
        return [net(queries, x.repeat(50, 1), y.repeat(50, 1)) for net, (x, y) in zip(nets, data, strict=True)]

    errors = [((assert_shape(got, 50, axes="n_q") - truth) ** 2).mean().item() for got in student(probe)]
    mean = sum(errors) / 3
    require(mean < 0.30, f"expected an error below 0.30, got {mean:.3f}, which is the mean of {_listed(errors)}")


@exercise("MyPooling", points=1, read="Your own attention")
def test_own_pooling_keeps_rows_and_pairs_together(student, expected, draw):
    """Each query looks at its own row, where the order of keys and values means nothing as long as pairs stay pairs."""
    queries, keys, values = draw.uniform(3, high=5.0), draw.uniform(3, 7, high=5.0), draw.normal(3, 7)
    x, y = expected(lambda my: my.make_data(50, 1))
    pairs = draw.permutation(7)

    def probe(my):
        net, _ = _trained(my, x, y)
        first, mixed = net(queries, keys, values), net(queries, keys[:, pairs], values[:, pairs])
        return first, mixed, net(queries[2:], keys[2:], values[2:])

    first, mixed, single = student(probe)
    assert_close(mixed, assert_shape(first, 3, axes="n_q"), "query", why="Keys changed places, each with its value")
    assert_close(single, first[2:], "query", why="Here query 2 was asked alone")


def _listed(numbers):
    return ", ".join(f"{one:.3f}" for one in numbers)


def _fitted(my, x, y):
    """Train to the end, from one start after another until learning has begun: a bad start is nobody's fault."""
    for start in (1, 2, 0):
        net, loss = _trained(my, x, y, start, steps=300)
        if loss < 0.5 * len(x):
            break
    return net


def _trained(my, x, y, start=1, steps=20, lr=0.005):
    """Make a MyPooling from a fixed start and train it gently, each example predicted from all the others."""
    torch.manual_seed(start)
    net, n = my.MyPooling(), len(x)
    others = ~torch.eye(n, dtype=torch.bool)
    keys, values = x.expand(n, n)[others].reshape(n, n - 1), y.expand(n, n)[others].reshape(n, n - 1)
    net(x, keys, values)
    learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
    for _ in range(steps):
        loss = (net(x, keys, values) - y).square().sum()
        slopes = torch.autograd.grad(loss, learned, allow_unused=True) if learned and loss.requires_grad else []
        with torch.no_grad():
            for parameter, slope in zip(learned, slopes, strict=False):
                if slope is not None:
                    parameter -= lr * slope
    return net.eval(), loss.item()


def _a_clear_choice(draw):
    """Draw data, candidates and the one among them that is best by far and neither the least nor the greatest."""
    candidates = [[0.02, 0.1, 0.3, 0.8, 9.0][i] for i in draw.permutation(5)]
    while True:
        x = 5 * draw.uniform(13)
        y = 2 * torch.sin(2 * x) + 0.3 * draw.normal(13)
        distances = (x.double()[:, None] - x.double()) / torch.tensor(candidates).double()[:, None, None]
        scores = (-(distances**2) / 2).masked_fill(torch.eye(13).bool(), float("-inf"))
        errors = ((torch.softmax(scores, -1) @ y.double() - y.double()) ** 2).sum(1)
        first, second = errors.sort().values[:2]
        best = candidates[int(errors.argmin())]
        if second > 1.05 * first and best not in (0.02, 9.0):
            return x, y, candidates, best


class _Line(torch.nn.Module):
    """Predicts slope * query, plus the first key minus the first value of the row."""

    def __init__(self):
        super().__init__()
        self.slope = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, queries, keys, values):
        return self.slope * queries + keys[:, 0] - values[:, 0]


class _Pool(torch.nn.Module):
    """Pools with two learned numbers: a width, and a factor for the answer."""

    def __init__(self):
        super().__init__()
        self.width = torch.nn.Parameter(torch.tensor([1.5]))
        self.factor = torch.nn.Parameter(torch.tensor(0.7))

    def forward(self, queries, keys, values):
        scores = -(((queries[:, None] - keys) * self.width) ** 2)
        return self.factor * (torch.softmax(scores, 1) * values).sum(1)


def _losses(got):
    """Read a list of losses."""
    return tensor(got, "a list of losses").detach().float()


def _with_all(net, value):
    """Set every learned number of a net."""
    for parameter in net.parameters():
        parameter.data.fill_(value)
    return net


def _without_each(x):
    """Row i: x without entry i."""
    return torch.stack([torch.cat([x[:i], x[i + 1 :]]) for i in range(len(x))])


def _predictions(got, count):
    """Read predictions [n_q] or [n_q 1] as [n_q], of whatever precision."""
    read = tensor(got).float()
    return assert_shape(read[:, 0] if tuple(read.shape) == (count, 1) else read, count, axes="n_q")

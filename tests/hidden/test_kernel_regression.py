"""Hidden checks of section 2: what decides. Read in order they say what attention by distance is."""

import torch

from autograder.checks import (
    assert_close,
    assert_equal,
    assert_shape,
    assert_unchanged,
    exercise,
    number,
    require,
    tensor,
)
from autograder.probekit import attention_weights_of, filled, flat, gradient

BATCH, OTHERS, WEIGHTS = "example query feature", "row entry", "query key"


@exercise("average_pooling", points=1)
def test_average_answers_each_query(student, draw):
    """There is one prediction for each query, be they fewer than the values, as many, or more."""
    for n_queries, n_keys in ((3, 7), (5, 5), (7, 3)):
        queries, values = draw.normal(n_queries), draw.normal(n_keys)
        probe = lambda my, queries=queries, values=values: my.average_pooling(queries, values)
        assert_close(student(probe), values.mean().expand(n_queries), "query")


@exercise("average_pooling", points=1)
def test_average_of_a_single_value(student, draw):
    """One query, or one value, is treated like many, and a value that comes twice counts twice."""
    value, twins = draw.normal(1), draw.normal(3)[torch.tensor([0, 0, 1, 2, 2, 2, 0])]
    for n_queries, values in ((1, draw.normal(5)), (3, value), (1, value), (5, twins)):
        queries = draw.normal(n_queries)
        probe = lambda my, queries=queries, values=values: my.average_pooling(queries, values)
        assert_close(student(probe), values.mean().expand(n_queries), "query")


@exercise("nadaraya_watson", points=2)
def test_formula_on_all_sizes(student, expected, draw):
    """The formula holds for fewer queries than keys, for more, and for as many, near the keys and far away."""
    for n_queries, n_keys, bandwidth, away in ((3, 11, 0.5, 0), (11, 5, 3.0, 0), (7, 7, 0.3, 0), (5, 7, 0.5, 12)):
        queries, keys, values = away + draw.normal(n_queries), draw.normal(n_keys), draw.normal(n_keys)
        probe = lambda my: my.nadaraya_watson(queries, keys, values, bandwidth)
        assert_close(_predictions(student(probe), n_queries), expected(probe), "query", loosen=3)


@exercise("nadaraya_watson", points=1)
def test_bandwidth_is_one_unless_said(student, expected, draw):
    """Without a bandwidth it is 1, and the spread of the data changes nothing about that."""
    for spread in (0.3, 3.0):
        queries, keys, values = spread * draw.normal(5), spread * draw.normal(7), draw.normal(7)
        probe = lambda my: my.nadaraya_watson(queries, keys, values)
        assert_close(_predictions(student(probe), 5), expected(probe), "query")


@exercise("nadaraya_watson", points=1)
def test_one_query_or_one_key(student, expected, draw):
    """A single query gets its prediction, and a single key takes all the weight."""
    for n_queries, n_keys in ((1, 5), (5, 1), (1, 1)):
        queries, keys, values = draw.normal(n_queries), draw.normal(n_keys), draw.normal(n_keys)
        probe = lambda my: my.nadaraya_watson(queries, keys, values, 0.9)
        assert_close(_predictions(student(probe), n_queries), expected(probe), "query")


@exercise("nadaraya_watson", points=1)
def test_units_and_place_do_not_matter(student, draw):
    """Measured in other units or from another zero, queries, keys and bandwidth give the same predictions."""
    queries, keys, values = draw.normal(5), draw.normal(7), draw.normal(7)

    def probe(my):
        views = ((1, 0), (8, 0), (0.125, 0), (1, 3), (1, -5))
        return [my.nadaraya_watson(s * queries + z, s * keys + z, values, s * 0.7) for s, z in views]

    first, *others = (_predictions(got, 5) for got in student(probe))
    for got in others:
        assert_close(got, first, "query", why="Only the unit or the zero was changed", loosen=3)


@exercise("nadaraya_watson", points=1)
def test_order_and_repetition_do_not_matter(student, draw):
    """Keys and values may come in any order, queries are answered one by one, and the inputs stay as they were."""
    queries, keys, values = draw.normal(5), draw.normal(7), draw.normal(7)
    mixed, pairs = draw.permutation(5), draw.permutation(7)

    def probe(my):
        mine = [queries.clone(), keys.clone(), values.clone()]
        others = [(queries, keys[pairs], values[pairs]), (queries[mixed], keys, values)]
        others += [(query, keys, values) for query in queries.split(1)]
        return my.nadaraya_watson(*mine, 0.7), [my.nadaraya_watson(*map(torch.clone, o), 0.7) for o in others], mine

    first, (shuffled, turned, *single), after = student(probe)
    first = _predictions(first, 5)
    assert_close(_predictions(shuffled, 5), first, "query", why="Keys changed places, each with its value")
    assert_close(_predictions(turned, 5), first[mixed], "query", why="Only the order of the queries was changed")
    assert_close(torch.cat([_predictions(got, 1) for got in single]), first, "query", why="Each query asked alone")
    for got, want, name in zip(after, (queries, keys, values), ("queries", "keys", "values"), strict=True):
        assert_unchanged(got, want, f"the tensor of {name}")


@exercise("attention_by_bmm", points=1)
def test_batch_products_on_equal_sizes(student, draw):
    """With as many examples as keys no example takes the weights or values of another, which stay as they were."""
    for size in (3, 2):
        weights, values = draw.normal(size, size), draw.normal(size, size)

        def probe(my):
            mine = [weights.clone(), values.clone()]
            return my.attention_by_bmm(*mine), mine

        got, after = student(probe)
        assert_close(got, (weights * values).sum(1).reshape(size, 1, 1), BATCH)
        for now, before, name in zip(after, (weights, values), ("weights", "values"), strict=True):
            assert_unchanged(now, before, f"the tensor of {name}")


@exercise("attention_by_bmm", points=1)
def test_batch_products_of_one(student, draw):
    """One example, or one key, has three axes in its result too."""
    for n_examples, n_keys in ((1, 5), (5, 1), (1, 1)):
        weights, values = draw.normal(n_examples, n_keys), draw.normal(n_examples, n_keys)
        want = (weights * values).sum(1).reshape(n_examples, 1, 1)
        assert_close(student(lambda my: my.attention_by_bmm(weights, values)), want, BATCH)


@exercise("leave_one_out", points=2)
def test_twins_and_zeros_stay(student, draw):
    """Entries are left out by position: equal numbers and zeros elsewhere stay."""
    x = torch.cat([draw.normal(3), torch.zeros(2)])[draw.permutation(5)]
    for numbers in (x.repeat(2)[draw.permutation(10)], torch.zeros(5), draw.normal(1).expand(3)):
        assert_close(student(lambda my: my.leave_one_out(numbers)), _without_each(numbers), OTHERS)


@exercise("leave_one_out", points=1)
def test_two_examples_see_each_other(student, draw):
    """Of two examples each row holds the other one, and the shape is [2, 1]."""
    x = draw.normal(2)
    assert_close(student(lambda my: my.leave_one_out(x)), x.flip(0)[:, None], OTHERS)


@exercise("leave_one_out", points=1)
def test_many_sizes_are_left_in_order(student, draw):
    """Whatever the number of examples, rows keep the order, and the list passed in stays as it was."""
    for n in (3, 11, 61):
        x = draw.normal(n)

        def probe(my):
            mine = x.clone()
            return my.leave_one_out(mine), mine

        got, after = student(probe)
        assert_close(got, _without_each(x), OTHERS)
        assert_unchanged(after, x, "the list")


@exercise("NWKernelRegression", points=2)
def test_learned_kernel_on_all_sizes(student, expected, draw):
    """Predictions and weights are right for fewer queries than keys, for more, and for as many."""
    for n_queries, n_keys, w in ((3, 11, 0.6), (7, 5, 2.5), (5, 5, 1.3)):
        _same_kernel(student, expected, draw, n_queries, n_keys, w)


@exercise("NWKernelRegression", points=1)
def test_learned_kernel_for_one_query_or_one_key(student, expected, draw):
    """A single query gets a prediction with one axis, and a single key takes all the weight."""
    for n_queries, n_keys in ((1, 5), (5, 1), (1, 1)):
        _same_kernel(student, expected, draw, n_queries, n_keys, 1.5)


@exercise("NWKernelRegression", points=1)
def test_gradient_of_w(student, expected, draw):
    """The gradient that reaches w is that of the formula."""
    inputs = [draw.normal(5), draw.normal(5, 7), draw.normal(5, 7)]

    def probe(my):
        net = _with_all(my.NWKernelRegression(), 0.8)
        output = net(*inputs)
        return gradient(output, list(net.parameters()))[0] if output.requires_grad else None

    got, want = student(probe), expected(probe)
    require(got is not None, "no gradient reaches w")
    assert_close(number(got), number(want), why="This is the gradient of w", loosen=5)


@exercise("NWKernelRegression", points=1)
def test_only_the_size_of_w_counts(student, draw):
    """w and -w are the same model, and at w = 0 every prediction is the plain mean of its row."""
    queries, keys, values = draw.normal(5), draw.normal(5, 7), draw.normal(5, 7)
    probe = lambda my: [_with_all(my.NWKernelRegression(), w)(queries, keys, values) for w in (1.7, -1.7, 0.0)]
    positive, negative, none = student(probe)
    assert_close(
        negative, assert_shape(positive, 5), "query", why="Here w is -1.7, and the prediction for 1.7 is wanted"
    )
    assert_close(none, values.mean(1), "query", why="Here w is 0")


@exercise("NWKernelRegression", points=1)
def test_huge_w_finds_the_nearest_key(student, draw):
    """With a huge w, or a query far away, the nearest key of the row takes all the weight, and nothing becomes NaN."""
    values, near = draw.normal(5, 7), torch.stack([draw.permutation(7) for _ in range(5)]).float()
    queries = torch.tensor([0.3, 2.8, 5.4, 60.0, -40.0])
    got = student(lambda my: _with_all(my.NWKernelRegression(), 100.0)(queries, near, values))
    nearest = (queries[:, None] - near).abs().argmin(1, keepdim=True)
    assert_close(got, values.gather(1, nearest)[:, 0], "query")


@exercise("train_step", points=1)
def test_old_gradients_do_not_count(student, expected, draw):
    """Gradients left over from earlier change neither the first step nor the second."""
    inputs = [draw.normal(5), draw.normal(5, 3), draw.normal(5, 3), draw.normal(5)]

    def probe(my):
        net = _Pool()
        for parameter in net.parameters():
            parameter.grad = torch.full_like(parameter, 10.0)
        losses = [my.train_step(net, *inputs, 0.02) for _ in range(3)]
        return flat(net), losses

    (learned, losses), (want, want_losses) = student(probe), expected(probe)
    assert_close(learned, want, "parameter", loosen=5)
    assert_close(_losses(losses), _losses(want_losses), "step", why="These are the losses", loosen=5)


@exercise("train_step", points=1)
def test_step_is_as_long_as_asked(student, expected, draw):
    """Each step of a net is in proportion to its lr and to the sum over its examples, however many there are."""
    steps = []
    for n, lr in ((1, 0.1), (3, 0.0), (11, 0.03)):
        steps.append(([draw.normal(n), draw.normal(n, 7), 1 + draw.normal(n, 7), 2 + draw.normal(n)], lr))

    def probe(my):
        net = _Pool()
        return [(my.train_step(net, *inputs, lr), flat(net)) for inputs, lr in steps]

    for (loss, learned), (want_loss, want) in zip(student(probe), expected(probe), strict=True):
        assert_close(number(loss), want_loss, why="This is the loss", loosen=5)
        assert_close(learned, want, "parameter", dtype=True, loosen=5)


@exercise("train", points=1)
def test_training_leaves_out_by_position(student, expected, draw):
    """Twins with other labels help to predict each other; only the example itself is left out."""
    x, y = draw.uniform(4, high=3.0).repeat(2), draw.normal(8)

    def probe(my):
        net = _Pool()
        return my.train(net, x, y, 0.01, 3), flat(net)

    (losses, learned), (want_losses, want) = student(probe), expected(probe)
    assert_close(_losses(losses), _losses(want_losses), "step", why="These are the losses", loosen=5)
    assert_close(learned, want, "parameter", loosen=5)


@exercise("train", points=1)
def test_training_takes_the_steps_asked_for(student, draw):
    """A training of 4 steps after one of 3 ends where one of 7 does; each step has its loss, also if losses rise."""
    x, y = draw.uniform(5, high=3.0), draw.normal(5)
    far, zigzag = torch.linspace(0, 3, 6), torch.tensor([1.0, -1, 2, 0, 1, -2])

    def probe(my):
        whole, parts = _Pool(), _Pool()
        losses = list(my.train(whole, x, y, 0.02, 7))
        pieces = [*my.train(parts, x, y, 0.02, 3), *my.train(parts, x, y, 0.02, 4)]
        return losses, pieces, flat(whole), flat(parts), my.train(_Pool(), far, zigzag, 0.4, 6)

    losses, pieces, learned, again, rising = student(probe)
    assert_close(_losses(pieces), assert_shape(_losses(losses), 7, axes="step"), "step", loosen=5)
    assert_close(again, learned, "parameter", loosen=5)
    assert_shape(_losses(rising), 6, axes="step")


@exercise("train", points=1)
def test_training_of_any_net(student, expected, draw):
    """Any net, with old gradients too, any lr and any n from 2 on will do, and the data passed in stay as they were."""
    for n, lr, make in ((2, 0.05, _Pool), (3, 0.002, _Cubic), (11, 0.005, _Pool)):
        x, y = draw.uniform(n, high=3.0), 1 + draw.normal(n)

        def probe(my):
            net, mine = make(), [x.clone(), y.clone()]
            for parameter in net.parameters():
                parameter.grad = torch.full_like(parameter, 10.0)
            return my.train(net, *mine, lr, 2), flat(net), mine

        (losses, learned, after), (want_losses, want, _) = student(probe), expected(probe)
        assert_close(_losses(losses), _losses(want_losses), "step", why="These are the losses", loosen=5)
        assert_close(learned, want, "parameter", loosen=5)
        for got, before, name in zip(after, (x, y), ("inputs", "labels"), strict=True):
            assert_unchanged(got, before, f"the tensor of {name}")


@exercise("choose_bandwidth", points=1)
def test_squares_of_all_errors_decide(student, draw):
    """Every error counts, each by its square: not by its size or another power, and not the largest one alone."""
    others = [
        lambda e: e.abs().sum(1),
        lambda e: (e**4).sum(1),
        lambda e: e.abs().amax(1),
        lambda e: torch.where(e.abs() < 1, e**2 / 2, e.abs() - 0.5).sum(1),
        lambda e: (e[:, 1:] ** 2).sum(1),
        lambda e: (e[:, :-1] ** 2).sum(1),
    ]
    for other in others:
        x, y = _regression_data(draw, 7, lambda x, y: other(_errors(x, y)).argmin() != _best(x, y))
        chosen = student(lambda my: my.choose_bandwidth(x, y, BANDWIDTHS))
        assert_close(number(chosen), BANDWIDTHS[_best(x, y)], why=f"The candidates are {BANDWIDTHS}")


@exercise("choose_bandwidth", points=1)
def test_choice_leaves_out_by_position(student, draw):
    """Twins with other labels help to predict each other; only the example itself is left out."""
    for _ in range(3):
        x, y = _regression_data(draw, 11, lambda x, y: _best(x, y, x[:, None] == x) != _best(x, y), twins=3)
        chosen = student(lambda my: my.choose_bandwidth(x, y, BANDWIDTHS))
        assert_close(number(chosen), BANDWIDTHS[_best(x, y)], why=f"The candidates are {BANDWIDTHS}")


@exercise("choose_bandwidth", points=1)
def test_each_candidate_can_win(student, draw):
    """The best candidate is found wherever it stands in the list, for labels of any size, and the list stays."""
    for place in range(len(BANDWIDTHS)):
        x, y = _regression_data(draw, 5, lambda x, y: _best(x, y) == place)
        best, *others, worst = [BANDWIDTHS[i] for i in (_errors(x, y) ** 2).sum(1).argsort()]
        orders = [[worst, best, *others], [others[0], worst, *others[1:], best]]

        def probe(my):
            mine = [list(order) for order in orders]
            chosen = [my.choose_bandwidth(x, size * y, order) for size, order in zip((1, 1000), mine, strict=True)]
            return chosen, mine, my.choose_bandwidth(x, y, [0.3])

        chosen, after, only = student(probe)
        assert_equal(after, orders, "the lists of candidates")
        for got, order in zip(chosen, orders, strict=True):
            assert_close(number(got), best, why=f"The candidates are {order}")
        assert_close(number(only), 0.3, why="This was the only candidate")


@exercise("nw_mse", points=2)
def test_errors_of_many_kernels(student, expected, draw):
    """The error is right for few points and many, for wide kernels and narrow ones, for every seed."""
    for n, width in ((7, 0.5), (50, 4), (23, 11.0), (53, 1)):
        seeds = draw.integers(0, 10**6, 2).tolist()
        probe = lambda my: [my.nw_mse(n, width, seed) for seed in seeds]
        for got, want in zip(student(probe), expected(probe), strict=True):
            assert_close(number(got), want, loosen=5)


@exercise("nw_mse", points=1)
def test_errors_at_both_extremes(student, expected, draw):
    """With width almost 0 the prediction is the mean label, with a huge width it is that of the nearest point."""
    n, seed = 13, int(draw.integers(0, 10**6))
    queries = torch.arange(0, 5, 0.1)
    (x, y), truth = expected(lambda my: (my.make_data(n, seed), my.curve(queries)))
    wide, narrow = student(lambda my: (my.nw_mse(n, 1e-4, seed), my.nw_mse(n, 1e4, seed)))
    assert_close(number(wide), ((y.mean() - truth) ** 2).mean(), why="Here the width is 0.0001", loosen=5)
    nearest = y[(queries[:, None] - x).abs().argmin(1)]
    assert_close(number(narrow), ((nearest - truth) ** 2).mean(), why="Here the width is 10000", loosen=5)


@exercise("MyPooling", points=1)
def test_own_pooling_reads_pairs_in_any_order(student, expected, draw):
    """Keys that change places together with their values change nothing, be there one of them or many."""
    x, y = expected(lambda my: my.make_data(50, 1))
    sets = []
    for n_keys in (2, 7, 53):
        inputs = draw.uniform(3, high=5.0), draw.uniform(3, n_keys, high=5.0), draw.normal(3, n_keys)
        sets.append((inputs, draw.permutation(n_keys)))
    query, key, label = draw.uniform(3, high=5.0), draw.uniform(3, 1, high=5.0), draw.normal(3, 1)

    def probe(my):
        net, _ = _trained(my, x, y)
        return net(query, key, label), [(net(q, k, v), net(q, k[:, p], v[:, p])) for (q, k, v), p in sets]

    only, pairs = student(probe)
    assert_close(only, label[:, 0], "query", why="With a single key its value is the answer")
    for first, mixed in pairs:
        assert_close(mixed, assert_shape(first, 3, axes="n_q"), "query", why="Keys changed places, each with its value")


@exercise("MyPooling", points=1)
def test_own_pooling_answers_each_query_alone(student, expected, draw):
    """A prediction does not depend on the other queries, on their number, or on their order."""
    x, y = expected(lambda my: my.make_data(50, 1))
    queries, keys, values = draw.uniform(5, high=5.0), draw.uniform(5, 7, high=5.0), draw.normal(5, 7)
    order = draw.permutation(5)

    def probe(my):
        net, _ = _trained(my, x, y)
        first, mixed = net(queries, keys, values), net(queries[order], keys[order], values[order])
        return first, mixed, [net(queries[i : i + 1], keys[i : i + 1], values[i : i + 1]) for i in range(5)]

    first, mixed, single = student(probe)
    assert_close(mixed, assert_shape(first, 5, axes="n_q")[order], "query", why="Only the order was changed")
    alone = torch.cat([assert_shape(got, 1, axes="n_q") for got in single])
    assert_close(alone, first, "query", why="Here each query was asked alone")


@exercise("MyPooling", points=1)
def test_own_pooling_has_something_to_learn(student, draw):
    """At least one parameter gets a gradient that is not zero."""
    inputs = draw.uniform(5, high=5.0), draw.uniform(5, 7, high=5.0), draw.normal(5, 7)

    def probe(my):
        torch.manual_seed(1)
        net = my.MyPooling()
        output = net(*inputs)
        learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
        grads = gradient(output, learned) if learned and output.requires_grad else []
        return [grad.abs().max() for grad in grads if grad is not None]

    sizes = [number(size) for size in student(probe)]
    require(any(0 < size < float("inf") for size in sizes), "no parameter gets a gradient that is not zero")


@exercise("MyPooling", points=1)
def test_own_pooling_is_no_gaussian_again(student, expected):
    """After training no w of NWKernelRegression gives the same weights."""
    x, y = expected(lambda my: my.make_data(50, 1))
    queries, keys, values = torch.arange(0, 5, 0.1), x.repeat(50, 1), y.repeat(50, 1)

    def probe(my):
        net = _fitted(my, x, y)
        net(queries, keys, values)
        return attention_weights_of(net)

    weights = assert_shape(student(probe), 50, 50, axes="n_q n_k").double()
    squares, heard = (queries.double()[:, None] - x.double()) ** 2, weights > 1e-4
    logs, squares_heard = _centred(weights.clamp(min=1e-30).log(), heard), _centred(squares, heard)
    slope = (logs * squares_heard).sum() / (squares_heard**2).sum()  # of a Gaussian: minus half w squared
    gap = number((torch.softmax(slope * squares, 1) - weights).abs().max())
    w = (2 * abs(number(slope))) ** 0.5
    require(not gap < 1e-3, f"the weights are those of NWKernelRegression with w = {w:.3f}")


def _centred(table, heard):
    """Take the mean of the heard entries of each row off them; the others become 0."""
    mean = (table * heard).sum(1, keepdim=True) / heard.sum(1, keepdim=True).clamp(min=1)
    return (table - mean) * heard


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
        loss = ((net(x, keys, values) - y) ** 2).sum()
        slopes = torch.autograd.grad(loss, learned, allow_unused=True) if learned and loss.requires_grad else []
        with torch.no_grad():
            for parameter, slope in zip(learned, slopes, strict=False):
                if slope is not None:
                    parameter -= lr * slope
    return net.eval(), loss.item()


BANDWIDTHS = [0.1, 0.25, 0.6, 1.5, 20.0]


def _errors(x, y, left_out=None):
    """Errors [candidate example] when each example is predicted from the others, or without those left out."""
    left_out = torch.eye(len(x)).bool() if left_out is None else left_out
    distances = (x.double()[:, None] - x.double()) / torch.tensor(BANDWIDTHS).double()[:, None, None]
    scores = (-(distances**2) / 2).masked_fill(left_out, float("-inf"))
    return torch.softmax(scores, -1) @ y.double() - y.double()


def _best(x, y, left_out=None):
    """The place of the best candidate."""
    return int((_errors(x, y, left_out) ** 2).sum(1).argmin())


def _regression_data(draw, n, wanted, twins=0):
    """Draw data until the best bandwidth is best by far and what is wanted holds."""
    for _ in range(2000):
        x = 5 * draw.uniform(n)
        x[:twins] = x[n - twins :]
        y = 2 * torch.sin(x * 4 * draw.uniform(1)) + draw.uniform(1) * draw.normal(n)
        first, second = (_errors(x, y) ** 2).sum(1).sort().values[:2]
        if second > 1.05 * first and wanted(x, y):
            return x, y
    raise ValueError("no such data were drawn")


class _Pool(torch.nn.Module):
    """Pools with two learned numbers: a width, and a factor for the answer."""

    def __init__(self):
        super().__init__()
        self.width = torch.nn.Parameter(torch.tensor([1.5]))
        self.factor = torch.nn.Parameter(torch.tensor(0.7))

    def forward(self, queries, keys, values):
        scores = -(((queries[:, None] - keys) * self.width) ** 2)
        return self.factor * (torch.softmax(scores, 1) * values).sum(1)


class _Cubic(torch.nn.Module):
    """Reads distances and values through a layer of its own."""

    def __init__(self):
        super().__init__()
        self.layer = filled(torch.nn.Linear(3, 1), 1, scale=0.2)

    def forward(self, queries, keys, values):
        features = torch.stack([(queries[:, None] - keys) ** 2, (queries[:, None] - keys) ** 3, values], -1)
        return self.layer(features).squeeze(-1).mean(1)


def _losses(got):
    """Read a list of losses."""
    return tensor(got, "a list of losses").detach().float()


def _same_kernel(student, expected, draw, n_queries, n_keys, w):
    inputs = [draw.normal(n_queries), draw.normal(n_queries, n_keys), draw.normal(n_queries, n_keys)]

    def probe(my):
        net = _with_all(my.NWKernelRegression(), w)
        return net(*inputs), attention_weights_of(net)

    (output, weights), (want, want_weights) = student(probe), expected(probe)
    assert_close(weights, want_weights, WEIGHTS, why="These are the weights kept")
    assert_close(output, want, "query")


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

"""Hidden checks of section 5: what decides. Read in order they say what a head is, and when it matters."""

import copy

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_same_module,
    assert_unchanged,
    assert_zero,
    exercise,
    number,
    require,
    tensor,
)
from autograder.checks.arrangements import arrangements
from autograder.probekit import attention_weights_of, filled, gradient, load, load_and_run, warmed

HEADS, OUTPUT, MAPS = "row token feature", "batch query feature", "batch head query key"
OWN_WORK = "test_no_ready_made_multi_head_attention"


@exercise("transpose_qkv", points=2)
def test_the_heads_of_an_example_are_neighbours(student, expected, draw):
    """Row b*h + j is head j of example b: all heads of example 0 come first."""
    X = draw.normal(2, 5, 21)
    probe = lambda my: my.transpose_qkv(X, 3)  # noqa: E731
    assert_close(student(probe), expected(probe), HEADS)


@exercise("transpose_qkv", points=1)
def test_cutting_at_the_edges(student, expected, draw):
    """One head, token, feature a head or example, equal sizes, views in memory, other dtypes: all are cut alike."""
    cases = [(draw.normal(2, 5, 7), 1), (draw.normal(2, 1, 6), 3), (draw.normal(2, 5, 3), 3), (draw.normal(1, 5, 6), 2)]
    cases += [(draw.normal(3, 3, 9), 3), (draw.normal(2, 6, 5).mT, 3), (draw.normal(2, 3, 6, dtype=torch.double), 2)]
    cases.append((2**40 + draw.permutation(36).reshape(2, 3, 6), 2))
    probe = lambda my: [my.transpose_qkv(X, heads) for X, heads in cases]  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, HEADS, dtype=True)


@exercise("transpose_qkv", points=1)
def test_gradients_pass_the_cut(student, expected, draw):
    """Numbers are only moved, so a gradient goes back to the feature that it came from."""
    X = draw.normal(2, 5, 6)

    def probe(my):
        mine = X.clone().requires_grad_()
        return gradient(my.transpose_qkv(mine, 3), [mine])[0]

    assert_close(student(probe), expected(probe), "batch token feature", why="This is the gradient of X")


@exercise("transpose_output", points=2)
def test_joining_several_examples(student, expected, draw):
    """Every example gets its own heads back, in the order in which transpose_qkv lines them up."""
    heads = draw.normal(6, 5, 7)
    probe = lambda my: my.transpose_output(heads, 3)  # noqa: E731
    assert_close(student(probe), expected(probe), "batch token feature")


@exercise("transpose_output", points=1)
def test_joining_at_the_edges(student, expected, draw):
    """One head, token, feature a head or example, equal sizes, views in memory, other dtypes: all are joined alike."""
    cases = [(draw.normal(2, 5, 7), 1), (draw.normal(6, 1, 2), 3), (draw.normal(6, 5, 1), 3), (draw.normal(3, 5, 2), 3)]
    cases += [(draw.normal(9, 3, 3), 3), (draw.normal(6, 2, 5).mT, 3), (draw.normal(4, 3, 5, dtype=torch.double), 2)]
    cases.append((2**40 + draw.permutation(60).reshape(4, 3, 5), 2))
    probe = lambda my: [my.transpose_output(X, heads) for X, heads in cases]  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, "batch token feature", dtype=True)


@exercise("transpose_output", points=1)
def test_gradients_pass_the_join(student, expected, draw):
    """Numbers are only moved, so a gradient goes back to the head that it came from."""
    heads = draw.normal(6, 5, 2)

    def probe(my):
        mine = heads.clone().requires_grad_()
        return gradient(my.transpose_output(mine, 3), [mine])[0]

    assert_close(student(probe), expected(probe), HEADS, why="This is the gradient of X")


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_lengths_hold_for_all_heads_of_an_example(student, expected, draw):
    """One length per example, all sizes different, with biases: output and weights of every head are right."""
    inputs = [draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23), torch.tensor([3, 6])]
    build = lambda my: my.MultiHeadAttention(11, 7, 23, 6, 3, 0.3, True)  # noqa: E731
    _same(student, expected, build, inputs, (2, 3, 5, 7))


@exercise("MultiHeadAttention", points=2, needs=OWN_WORK)
def test_lengths_of_queries_hold_for_all_heads(student, expected, draw):
    """One length per query: all heads of an example obey it, output and weights are right."""
    inputs = [draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23), draw.lengths(10, 7).reshape(2, 5)]
    build = lambda my: my.MultiHeadAttention(11, 7, 23, 6, 3, 0.3)  # noqa: E731
    _same(student, expected, build, inputs, (2, 3, 5, 7))


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_heads_on_equal_sizes(student, expected, draw):
    """Nothing is mixed up with as many examples as heads, queries and keys, nor with keys as large as queries."""
    for key_size, lens in ((11, torch.tensor([1, 3, 2])), (5, torch.tensor([[1, 3, 2], [3, 2, 1], [2, 1, 3]]))):
        build = lambda my, key_size=key_size: my.MultiHeadAttention(key_size, 5, 11, 9, 3, 0.0)  # noqa: E731
        inputs = [draw.normal(3, 3, 5), draw.normal(3, 3, key_size), draw.normal(3, 3, 11), lens]
        _same(student, expected, build, inputs, (3, 3, 3, 3))


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_scores_are_scaled_by_the_size_of_a_head(student, expected, draw):
    """With all learned numbers equal: scores are divided by the root of the head's own size, values pass two layers."""
    X, lens = draw.normal(2, 5, 6), torch.tensor([3, 5])
    for sizes, keys, inputs in (
        ((11, 7, 23, 6, 3), 7, [draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23), lens]),
        ((6, 6, 6, 6, 3), 5, [X, X, X, lens]),
    ):

        def probe(my, sizes=sizes, inputs=inputs):
            net = warmed(my.MultiHeadAttention(*sizes, 0.0).eval(), *inputs)
            with torch.no_grad():
                for parameter in net.parameters():
                    parameter.fill_(0.2)
            return net(*inputs), attention_weights_of(net)

        (output, weights), (want, want_weights) = student(probe), expected(probe)
        assert_close(_by_head(weights, 2, 3, 5, keys), _by_head(want_weights, 2, 3, 5, keys), MAPS)
        assert_close(output, want, OUTPUT)


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_order_and_neighbours_do_not_matter(student, draw):
    """Shuffled queries give shuffled outputs, shuffled pairs of key and value change nothing, examples never mix."""
    queries, keys, values = draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23)
    mixed, pairs, lens = draw.permutation(5), draw.permutation(7), torch.tensor([3, 6])

    def probe(my):
        net = my.MultiHeadAttention(11, 7, 23, 6, 3, 0.0).eval()
        net = filled(warmed(net, queries, keys, values, lens), 1)
        plain = net(queries, keys, values, None)
        weights = attention_weights_of(net)
        shuffled = net(queries[:, mixed], keys[:, pairs], values[:, pairs], None)
        alone = net(queries[1:], keys[1:], values[1:], lens[1:])
        return plain, weights, shuffled, net(queries, keys, values, lens), alone

    plain, weights, shuffled, batch, alone = student(probe)
    assert_close(shuffled, plain[:, mixed], OUTPUT, why="Only the order of queries, and of pairs, was changed")
    assert_close(alone, batch[1:], OUTPUT, why="The same example alone and in a batch")
    by_head = _by_head(weights, 2, 3, 5, 7)
    for one, other in ((0, 1), (1, 2)):
        assert_differs(by_head[:, one], by_head[:, other], f"the weights of head {one} and head {other}")


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_dropout_acts_on_the_weights_and_nowhere_else(student, draw):
    """In train mode dropout takes keys as a whole, in eval mode nothing; the weights kept are those before it."""
    queries, keys, value = draw.normal(7, 11, 5), draw.normal(7, 13, 3), draw.normal(1, 1, 2)

    def probe(my):
        same = value.expand(7, 13, 2)
        net = filled(warmed(my.MultiHeadAttention(3, 5, 2, 4, 1, 0.5), queries, keys, same, None), 1)
        some = net.train()(queries, 0 * keys, same, None)
        net(queries, keys, same, None)
        kept = attention_weights_of(net)
        whole = net.eval()(queries, keys, same, None)
        deaf = filled(warmed(my.MultiHeadAttention(3, 5, 2, 4, 2, 1.0, True), queries, keys, same, None), 1)
        return some, kept, whole, attention_weights_of(net), deaf.train()(queries, keys, same, None)

    some, kept, whole, weights, everything = student(probe)
    assert_close(
        whole, whole[:1, :1].expand(7, 11, 4), OUTPUT, why="In eval mode the mean of equal values is the value"
    )
    assert_close(kept, weights, why="Weights in train mode, before dropout, are those of eval mode")
    factor = (some @ whole[0, 0] / (whole[0, 0] @ whole[0, 0]))[..., None]  # [7 11 1]
    assert_differs(some, whole, "outputs in train mode with dropout, and those without,")
    assert_close(some, factor * whole, OUTPUT, why="Equal values: dropping keys can only shrink or stretch an output")
    for axis, what in ((0, "all examples"), (1, "all queries of an example")):
        assert_differs(factor.roll(1, axis), factor, f"what is dropped: for {what} it")
    some_keys = ((factor > 0.1) & (factor < 1.9)).any(1)
    require(bool(some_keys.all()), "single keys should be dropped, not all keys of a query, nor all of a head")
    assert_close(factor.mean(), torch.tensor(1.0), why="What is kept is scaled up, so the mean stays", loosen=2000)
    assert_close(everything, everything[:1, :1].expand(7, 11, 4), OUTPUT, why="Dropout 1 leaves the bias of W_o only")
    assert_differs(everything, torch.zeros(7, 11, 4), "with dropout 1, the bias of W_o that is left and zero")


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_gradients_of_every_part(student, expected, draw):
    """In train mode gradients reach every learned number, queries, keys and values but the padding, and are right."""
    inputs, lens = [draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23)], torch.tensor([3, 6])
    padding = torch.arange(7) >= lens[:, None]

    def run(net):
        leaves = [value.clone().requires_grad_() for value in inputs]
        grads = gradient(net.train()(*leaves, lens), [*leaves, *net.parameters()])
        return [*grads[:3], min(0.0 if grad is None else float(grad.abs().max()) for grad in grads[3:])]

    def judge(got, want):
        for mine, wanted, name in zip(got, want[:3], ("queries", "keys", "values"), strict=False):
            require(mine is not None, f"no gradient reaches the {name}")
            heard = name != "queries" and mine.shape == wanted.shape and bool(mine[padding].any())
            require(not heard, f"in train mode a gradient reaches {name} past the valid lengths")
            assert_close(mine, wanted, why=f"This is the gradient of the {name}")
        require(number(got[3]) > 1e-9, "no gradient reaches some of the learned numbers")

    build = lambda my: warmed(my.MultiHeadAttention(11, 7, 23, 6, 3, 0.0), *inputs, lens)  # noqa: E731
    assert_same_module(student, expected, build, run, judge=judge)


@exercise("MultiHeadAttention", points=1, needs=OWN_WORK)
def test_one_token_and_untouched_inputs(student, expected, draw):
    """One query, one key, one example and views in memory give what they should, and no input is changed."""
    build = lambda my: my.MultiHeadAttention(11, 7, 23, 6, 3, 0.0)  # noqa: E731
    one = [draw.normal(1, 1, 7), draw.normal(1, 1, 11), draw.normal(1, 1, 23), torch.tensor([1])]
    _same(student, expected, build, one, (1, 3, 1, 1))
    views = [
        draw.normal(2, 7, 3).mT,
        draw.normal(2, 11, 4).mT,
        draw.normal(2, 23, 4).mT,
        torch.tensor([[1, 2, 3], [4, 3, 1]]),
    ]
    _same(student, expected, build, views, (2, 3, 3, 4))

    def probe(my):
        mine = [value.clone() for value in views]
        build(my).eval()(*mine)
        return mine

    for after, before, name in zip(student(probe), views, ("queries", "keys", "values", "lengths"), strict=True):
        assert_unchanged(after, before, f"the tensor of {name}")


@exercise("split_heads", points=1)
def test_splitting_equal_sizes(student, expected, draw):
    """With as many examples as heads, queries and keys every map still goes to its place."""
    maps = draw.uniform(9, 3, 3)
    probe = lambda my: my.split_heads(maps, 3)  # noqa: E731
    assert_close(student(probe), expected(probe), MAPS)


@exercise("split_heads", points=1)
def test_splitting_axes_of_size_one(student, expected, draw):
    """One example, one head, one query or one key keep an axis of their own."""
    cases = [
        (draw.uniform(3, 5, 7), 1),
        (draw.uniform(2, 5, 7), 2),
        (draw.uniform(6, 1, 7), 2),
        (draw.uniform(6, 5, 1), 3),
    ]
    probe = lambda my: [my.split_heads(maps, batch) for maps, batch in cases]  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, MAPS)


@exercise("split_heads", points=1)
def test_splitting_another_number_of_heads(student, expected, draw):
    """Five examples of two heads, and maps that are views in memory, are split the same way."""
    cases = [(draw.uniform(10, 3, 7), 5), (draw.uniform(10, 7, 3).mT, 2)]
    probe = lambda my: [my.split_heads(maps, batch) for maps, batch in cases]  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, MAPS)


@exercise("head_importance", points=1)
def test_heads_that_add_nothing_have_no_importance(student, expected, draw):
    """A head from which nothing reaches the output, for whatever reason, gets zero; the others do not."""
    plan = Measured(expected, draw)

    def judge(found):
        found = _one_for_each_head(found, 5)
        assert_zero(found[[1, 4]] / found.abs().max() / 100, "head", why="Heads 1 and 4 of five add nothing")
        require(bool((found[[0, 2, 3]] / found.abs().max() > 1e-4).all()), f"a head that helps got {found.tolist()}")

    _on_a_model(student, plan.build, plan.weights, lambda my, net: my.head_importance(net, plan.loss), judge)


@exercise("head_importance", points=2)
def test_heads_are_removed_one_at_a_time(student, expected, draw):
    """The order of importance is that of each head's own part, the first head as well as the last."""
    plan = Measured(expected, draw)

    def judge(found):
        found = _one_for_each_head(found, 5)
        require(
            bool(found[0] > found[3] > found[2] > 0),
            f"expected head 0, then 3, then 2 (the others add nothing), got {found.tolist()}",
        )

    _on_a_model(student, plan.build, plan.weights, lambda my, net: my.head_importance(net, plan.loss), judge)


@exercise("head_importance", points=1)
def test_the_model_stays_as_it_was(student, expected, draw):
    """A model just called with gradients is as before afterwards: weights, gradients, output, mode and dropout."""
    plan = Measured(expected, draw, dropout=0.5, all_help=True)

    def run(my, net):
        before, found = _settings(net), []
        for training in (True, False):
            mine = copy.deepcopy(net).train(training)
            for parameter in mine.parameters():
                parameter.grad = torch.full_like(parameter, 0.5)
            mine(*plan.inputs)
            with torch.enable_grad():  # puts back what is switched off for good
                my.head_importance(mine, plan.loss)
                learns = torch.is_grad_enabled(), all(p.requires_grad for p in mine.parameters())
            same_mode = all(part.training == training for part in mine.modules())
            after = _settings(mine)
            grads = [None if p.grad is None else (p.grad - 0.5).abs().max() for p in mine.parameters()]
            changes = [(now - old).abs().max() for now, old in zip(after[0], before[0], strict=True)]
            found.append((same_mode, learns, after[1] == before[1], changes, grads, mine.eval()(*plan.inputs)))
        return found

    def judge(got):
        for same_mode, learns, same_dropout, changes, grads, output in got:
            require(same_mode, "the mode of the model, train or eval, is another one afterwards")
            require(all(number(change) < 1e-5 for change in changes), "the weights of the model are others afterwards")
            require(all(g is not None and number(g) < 1e-5 for g in grads), "gradients kept by the model changed")
            require(same_dropout, "the dropout of the model is another one afterwards")
            require(learns[0], "gradients are still switched off afterwards, for everything")
            require(learns[1], "parameters of the model ask for no gradient afterwards")
            assert_close(output, plan.whole, OUTPUT, why="The model, called afterwards")

    _on_a_model(student, plan.build, plan.weights, run, judge)


@exercise("head_importance", points=1)
def test_dropout_is_off_while_measuring(student, expected, draw):
    """A model in train mode gets the same numbers as in eval mode, each time."""
    plan = Measured(expected, draw, dropout=0.5)

    def run(my, net):
        fresh = [copy.deepcopy(net).train(training) for training in (False, True, True)]
        return [my.head_importance(model, plan.loss) for model in fresh]

    def judge(got):
        quiet, first, second = (_one_for_each_head(found, 5) for found in got)
        assert_close(first, quiet, "head", why="In train mode and in eval mode", loosen=10)
        assert_close(second, quiet, "head", why="In train mode, a second time", loosen=10)

    _on_a_model(student, plan.build, plan.weights, run, judge)


def _by_head(weights, batch, heads, queries, keys):
    """Read stored weights as [B h Tq Tk]."""
    shapes = [batch * heads, queries, keys], [batch, heads, queries, keys]
    got = list(tensor(weights).shape)
    require(
        got in shapes, f"attention_weights: expected [B*h Tq Tk] = {shapes[0]} or [B h Tq Tk] = {shapes[1]}, got {got}"
    )
    return weights.reshape(shapes[1])


def _same(student, expected, build, inputs, sizes):
    """Output and weights by head are those of the reference with the same learned numbers."""

    def judge(got, want):
        assert_close(_by_head(got[1], *sizes), _by_head(want[1], *sizes), MAPS)
        assert_close(got[0], want[0], OUTPUT)

    ready = lambda my: warmed(build(my), *inputs)  # noqa: E731
    assert_same_module(student, expected, ready, lambda net: [net(*inputs), attention_weights_of(net)], judge=judge)


class Measured:
    """A model of five heads with a plan, and the loss it is measured by.

    Head 0 matters most, though it looks everywhere alike and its values are all bias. Head 1 and head 4 add
    nothing (nothing comes out of the one, nothing goes into the other). Head 3 matters more than head 2.
    The heads write in directions at right angles, so each can be judged for itself. Half of the goal is
    missing, so every part helps (head 4 would, if anything went in). The loss bends upwards, so that
    losing two heads is worse than losing the one and losing the other.
    With all_help head 1 and head 4 add something, too.
    """

    sizes, factors = (7, 11, 13, 10, 5), torch.tensor([6.0, 0.0, 2.0, 4.0, 6.0])

    def __init__(self, expected, draw, dropout=0.0, all_help=False):
        """Draw the model's numbers; let the reference say what it gives."""
        key_size, query_size, value_size, hidden, _ = self.sizes
        factors = self.factors.clamp(min=2.0 * all_help)
        weights = {
            "W_q.weight": 0.2 * draw.normal(hidden, query_size),
            "W_k.weight": 0.2 * draw.normal(hidden, key_size),
            "W_v.weight": 0.05 * draw.normal(hidden, value_size),
            "W_o.weight": torch.linalg.qr(draw.normal(hidden, hidden))[0] * factors.repeat_interleave(2),
            "W_q.bias": 0.1 * draw.normal(hidden),
            "W_k.bias": 0.1 * draw.normal(hidden),
            "W_v.bias": torch.ones(hidden),
            "W_o.bias": draw.normal(hidden),
        }
        for name in ("W_q.weight", "W_q.bias", "W_v.weight"):
            weights[name][[0, 1]] = 0.0
        for name in ("W_v.weight", "W_v.bias"):
            weights[name][[8, 9]] *= all_help
        self.weights, self.dropout = weights, dropout
        self.inputs = [draw.normal(2, 3, query_size), draw.normal(2, 5, key_size), draw.normal(2, 5, value_size)]
        self.inputs.append(torch.tensor([2, 5]))
        self.whole = expected(lambda my: load(self.build(my), weights)(*self.inputs))
        self.goal = 2 * self.whole - weights["W_o.bias"] + weights["W_o.weight"][:, 8]

    def build(self, my):
        """Make a student's module of these sizes."""
        return warmed(my.MultiHeadAttention(*self.sizes, self.dropout, True), *self.inputs)

    def loss(self, model):
        """Take the mean squared error to the power of four."""
        return (((model(*self.inputs) - self.goal) ** 2).mean() / 30) ** 4


def _settings(net):
    """Weights of a model, and how much its dropout layers drop."""
    dropped = [part.p for part in net.modules() if isinstance(part, torch.nn.Dropout)]
    return [parameter.detach().clone() for parameter in net.parameters()], dropped


def _one_for_each_head(found, heads):
    """Read what head_importance gave: as many numbers as heads."""
    read = tensor(found, f"{heads} numbers").float().flatten()
    require(read.numel() == heads, f"expected one number for each of {heads} heads, got {read.numel()}")
    return read


def _on_a_model(student, build, weights, run, judge):
    """Judge run(my, model) on the student's own model with these weights, whatever its author calls them."""
    first = student(lambda my: load_and_run(build(my), weights, lambda net: run(my, net)))
    if "value" in first:
        return judge(first["value"])
    gaps = []
    for arranged in arrangements([(name, shape) for name, shape in first["layout"]], weights):
        try:
            return judge(student(lambda my, arranged=arranged: run(my, load(build(my), arranged))))
        except AssertionError as gap:
            gaps.append(gap)
    if gaps:
        raise gaps[0]

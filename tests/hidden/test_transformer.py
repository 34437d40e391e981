"""Hidden checks of section 7: what decides. Read in order they say what each part of a Transformer promises."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_equal,
    assert_same_module,
    assert_shape,
    assert_unchanged,
    exercise,
    number,
    require,
    tensor,
)
from autograder.probekit import Largest, attention_weights_of, filled, gradient, warmed

B, T, TS, H, HEADS, FFN, L, V = 2, 5, 7, 12, 3, 11, 2, 13
SIZES = (H, H, H, H, [H], H, FFN, HEADS)
EQUAL, LM, VIT = (4, 4, 4, 4, [4], 4, 4, 4), (V, H, FFN, HEADS), (H, FFN, HEADS)
PAIR = (2, 2, 2, 2, [2], 2, 3, 1)
TINY = (3, 3, 3, 3, [3], 3, 2, 1)  # so few numbers that every way to drop some of them comes up
PLACES, MAPS, LOGITS = "sentence token feature", "sentence head query key", "sentence step word"


# --- PositionWiseFFN


@exercise("PositionWiseFFN", points=2, read="Thinking alone: the position-wise network")
def test_ffn_takes_any_axes_in_front(student, expected, draw):
    """One position, one token, three axes in front, equal sizes, views in memory, large numbers: all go one way."""
    cases = [
        draw.normal(5),
        draw.normal(3, 1, 5),
        draw.normal(2, 3, 7, 5),
        draw.normal(5, 5, 5),
        draw.normal(2, 5, 3).mT,
        30 * draw.normal(2, 3, 5),
    ]

    for sizes in ((5, 7, 11), (5, 5, 5)):
        build = lambda my, sizes=sizes: warmed(my.PositionWiseFFN(*sizes), cases[1])  # noqa: E731
        _each_same(student, expected, build, lambda net: [net(X) for X in cases], scale=1.0)


@exercise("PositionWiseFFN", points=1, read="Thinking alone: the position-wise network")
def test_positions_do_not_see_each_other(student, draw):
    """Changing one position changes this one only; the same features give the same at every position, in any mode."""
    X = draw.normal(2, 7, 5)
    other, mixed = X.clone(), draw.permutation(7)
    other[:, 3] += 1

    def probe(my):
        net = filled(warmed(my.PositionWiseFFN(5, 11, 5), X), 1)
        return net.eval()(X), net(other), net(X[:, mixed]), net.train()(X)

    whole, changed, shuffled, training = student(probe)
    rest = torch.arange(7) != 3
    assert_close(changed[:, rest], whole[:, rest], PLACES, why="Only another position was changed")
    assert_differs(changed[:, 3], whole[:, 3], "the outputs of two different inputs")
    assert_close(shuffled, whole[:, mixed], PLACES, why="Only the order of the positions was changed")
    assert_close(training, whole, PLACES, why="In train mode and in eval mode")


@exercise("PositionWiseFFN", points=1, read="Thinking alone: the position-wise network")
def test_ffn_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the input are right."""
    X = draw.normal(3, 7, 5)
    _learns(student, expected, lambda my: warmed(my.PositionWiseFFN(5, 7, 11), X), lambda net, X: net(X), [X])


# --- AddNorm


@exercise("AddNorm", points=1, read="The shortcut: add and norm")
def test_norm_over_all_the_axes_given(student, expected, draw):
    """With [T, H] a whole example has one mean and spread, with [H] each token, in a batch and for one example."""
    X, Y = draw.normal(3, 7, 5).mT, 2 * draw.normal(3, 7, 5).mT
    for shape in ([5, 7], [7]):
        build = lambda my, shape=shape: warmed(my.AddNorm(shape, 0.5), X, Y)  # noqa: E731
        _each_same(student, expected, build, lambda net: [net(X, Y), net(X[:1], Y[:1])], PLACES)


@exercise("AddNorm", points=1, read="The shortcut: add and norm")
def test_dropout_takes_single_numbers(student, draw):
    """With dropout 1/2 each number of the second input is either dropped or doubled, each by its own chance."""
    X, Y = torch.tensor([0.0, 1.0, 10.0]) + 0 * draw.normal(1), 1 + draw.uniform(3)
    masks = torch.cartesian_prod(*[torch.tensor([0.0, 2.0])] * 3)  # [8 3]

    def probe(my):
        net = my.AddNorm([3], 0.5)
        return net.train()(X.expand(9, 11, 3), Y.expand(9, 11, 3)), net.eval()(X.expand(8, 3), masks * Y)

    trained, possible = student(probe)
    gaps = (trained.reshape(-1, 1, 3) - possible).abs().amax(-1)  # [99 8]
    require(
        bool((gaps.amin(-1) < 1e-4).all()), "in train mode some output is neither of dropped nor of doubled numbers"
    )
    seen = len(set(gaps.argmin(-1).tolist()))
    require(seen > 3, f"of the 8 ways to drop three numbers only {seen} were seen in 99 rows")


@exercise("AddNorm", points=1, read="The shortcut: add and norm")
def test_both_inputs_stay_as_they_were(student, expected, draw):
    """Neither input is changed by the call, in train mode or eval mode, and the gradients of both are right."""
    X, Y = draw.normal(3, 5, 7), draw.normal(3, 5, 7)

    def probe(my):
        mine = [X.clone(), Y.clone()]
        net = filled(warmed(my.AddNorm([7], 0.5), X, Y), 1)
        net.train()(*mine), net.eval()(*mine)
        return mine

    for got, want, name in zip(student(probe), (X, Y), ("first", "second"), strict=True):
        assert_unchanged(got, want, f"the {name} input")
    build = lambda my: warmed(my.AddNorm([7], 0.5), X, Y)  # noqa: E731
    _learns(student, expected, build, lambda net, X, Y: net(X, Y), [X, Y])


# --- EncoderBlock


@exercise("EncoderBlock", points=2, read="One round: the encoder block")
def test_block_obeys_lengths_of_every_kind(student, expected, draw):
    """No lengths, one for each token that asks, equal sizes, one token: the output is right, in any mode and order."""
    rows = draw.lengths(B * T, T).reshape(B, T)
    cases = [(SIZES, draw.normal(B, T, H), None), (SIZES, draw.normal(B, T, H), rows)]
    cases += [
        (EQUAL, draw.normal(4, 4, 4), torch.tensor([1, 4, 2, 3])),
        (SIZES, draw.normal(1, 1, H), torch.tensor([1])),
    ]
    for sizes, X, lens in cases:
        build = lambda my, X=X, lens=lens, sizes=sizes: warmed(my.EncoderBlock(*sizes, 0.3), X, lens)  # noqa: E731
        assert_same_module(student, expected, build, lambda net, X=X, lens=lens: net(X, lens), PLACES)
    X, known = draw.normal(3, T, H), [torch.tensor([2, 3, 4]), None, torch.tensor([5, 1, 3])]
    build = lambda my: warmed(my.EncoderBlock(*SIZES, 0.0), X, known[0])  # noqa: E731
    run = lambda net: [net.train(training)(X, lens) for training in (True, False) for lens in known]  # noqa: E731
    _each_same(student, expected, build, run, PLACES)


@exercise("EncoderBlock", points=1, read="One round: the encoder block")
def test_block_has_biases_in_projections_when_asked(student, expected, draw):
    """use_bias gives each of the four projections a bias, whether named or in its place; by default there is none."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    for build in (
        lambda my: warmed(my.EncoderBlock(*SIZES, 0.0, True), X, lens),
        lambda my: warmed(my.EncoderBlock(*SIZES, 0.0, use_bias=True), X, lens),
    ):
        assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1, read="One round: the encoder block")
def test_block_drops_attention_weights(student, expected, draw):
    """Dropout acts on the attention weights, so that a token may look nowhere, in both AddNorms and nowhere else."""
    X = draw.normal(101, 2, 32)

    def probe(my):
        net = filled(warmed(my.EncoderBlock(32, 32, 32, 32, [32], 32, 7, 1, 0.5), X, None), 1, 0.2).train()
        mine = X.clone().requires_grad_()
        return _many_slopes(net(mine, None)[:, 0], [mine])[0][:, :, 1]

    slopes = student(probe)
    deaf = slopes.abs().amax((0, -1)) == 0
    require(bool(deaf.any()), "token 0 looked at token 1 in all of 101 sentences: no attention weight was dropped")
    require(not bool(deaf.all()), "token 0 never looked at token 1")
    require(
        _few_directions(slopes[:, ~deaf]), "in train mode nothing that the attention gave was dropped by its AddNorm"
    )
    X = draw.normal(1, 1, 3)
    build = lambda my: warmed(my.EncoderBlock(*TINY, 0.5), X, None)  # noqa: E731
    run = lambda net: net.train()(X.expand(1024, 1, 3), None)[:, 0]  # noqa: E731
    assert_same_module(student, expected, build, run, judge=_same_kinds, scale=0.7, seed=2)


@exercise("EncoderBlock", points=1, read="One round: the encoder block")
def test_block_normalises_over_the_axes_it_is_given(student, expected, draw):
    """With the norm over [T, H] both AddNorms normalise a whole sentence, each with numbers of its own."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    build = lambda my: warmed(my.EncoderBlock(H, H, H, H, [T, H], H, FFN, HEADS, 0.0), X, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1, read="One round: the encoder block")
def test_block_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the input are right."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])

    build = lambda my: warmed(my.EncoderBlock(*SIZES, 0.0), X, lens)  # noqa: E731
    _learns(student, expected, build, lambda net, X: net(X, lens), [X])


# --- TransformerEncoder


@exercise("TransformerEncoder", points=1, read="Reading: the encoder")
def test_encoder_padding_changes_nothing(student, draw):
    """Other words in the padding, or other sentences in the batch, leave all valid places alone, in either mode."""
    words, lens = draw.integers(0, V, 3, TS), torch.tensor([3, 7, 5])
    past = torch.arange(TS) >= lens[:, None]
    other = torch.where(past, (words + 1) % V, words)

    def probe(my):
        net = filled(warmed(my.TransformerEncoder(V, *SIZES, L, 0.0), words, lens), 1).eval()
        return net(words, lens), net(other, lens), net(words[1:], lens[1:]), net.train()(words, lens)

    whole, changed, alone, training = student(probe)
    assert_close(changed[~past], whole[~past], "token feature", why="Only padding was changed")
    assert_close(alone[~past[1:]], whole[1:][~past[1:]], "token feature", why="The same sentence in another batch")
    assert_differs(changed[past], whole[past], "encodings of different words at places of padding")
    assert_close(training, whole, PLACES, why="In train mode, dropout 0, and in eval mode")


@exercise("TransformerEncoder", points=1, read="Reading: the encoder")
def test_encoder_drops_positions_and_in_blocks(student, expected, draw):
    """Dropout acts once on words with their places: with 1 nothing is left of them, nor in blocks but norms."""
    words = draw.integers(0, V, B, TS)
    build = lambda my: warmed(my.TransformerEncoder(V, *SIZES, L, 1.0), words, None)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net.train()(words, None), PLACES)
    pairs = draw.permutation(V)[:2].expand(512, 2)
    build = lambda my: warmed(my.TransformerEncoder(V, *PAIR, 1, 0.5), pairs, None)  # noqa: E731

    def run(net):
        net.train()(pairs, None)
        return net.attention_weights[0].flatten(1)

    assert_same_module(student, expected, build, run, judge=_same_kinds, scale=0.7, seed=2)


@exercise("TransformerEncoder", points=2, read="Reading: the encoder")
def test_encoder_of_every_size(student, expected, draw):
    """Three layers, one layer, biases, no lengths, a length for each token, equal sizes, one word: all are right."""
    rows = draw.lengths(B * TS, TS).reshape(B, TS)
    cases = [((V, *SIZES, 3, 0.3), (B, TS), rows, {}), ((V, *SIZES, 1, 0.0), (1, 1), None, {})]
    cases += [((4, *EQUAL, 4, 0.0), (4, 4), torch.tensor([1, 4, 2, 3]), {})]
    cases += [((V, *SIZES, L, 0.0), (B, TS), None, {"use_bias": True})]
    for sizes, shape, lens, flags in cases:
        words = draw.integers(0, sizes[0], *shape)
        _same_encoder(student, expected, sizes, flags, words, lens)


@exercise("TransformerEncoder", points=1, read="Reading: the encoder")
def test_encoder_keeps_the_right_weights(student, expected, draw):
    """attention_weights are those of the last call, the first block's first, none of them on padding."""
    words, lens, heads = draw.integers(0, V, B, TS), torch.tensor([3, 6]), (B, HEADS, TS, TS)

    def run(net):
        net(words[:1, :2], lens[:1] * 0 + 2), net(words, lens)
        return list(net.attention_weights)

    def judge(got, want):
        require(len(got) == 3, f"attention_weights: expected one entry for each of 3 layers, got {len(got)}")
        for mine, wanted in zip(got, want, strict=True):
            assert_close(_by_head(mine, *heads), _by_head(wanted, *heads), MAPS)

    build = lambda my: warmed(my.TransformerEncoder(V, *SIZES, 3, 0.0), words, lens)  # noqa: E731
    assert_same_module(student, expected, build, run, judge=judge)


@exercise("TransformerEncoder", points=1, read="Reading: the encoder")
def test_encoder_takes_more_arguments_and_learns(student, draw):
    """Further arguments change nothing, and gradients reach every learned number, in train mode too."""
    words, lens = draw.permutation(V)[None], torch.tensor([V])

    def probe(my):
        net = filled(warmed(my.TransformerEncoder(V, *SIZES, L, 0.0), words, lens), 1).train()
        both = net(words, lens), net(words, lens, "more")
        grads = gradient(both[0], list(net.parameters()))
        return both, [0.0 if grad is None else grad.abs().max() for grad in grads]

    (plain, more), sizes = student(probe)
    assert_close(more, plain, PLACES, why="Expected is the encoding without the further argument")
    require(all(number(size) > 1e-9 for size in sizes), "no gradient reaches some of the learned numbers")


# --- DecoderBlock


@exercise("DecoderBlock", points=2, read="Writing: the decoder block")
def test_decoder_block_in_pieces(student, expected, draw):
    """Several tokens at a time, after an empty or a filled cache, in either mode, give what all at once give."""
    X, source, lens = draw.normal(B, 7, H), draw.normal(B, TS, H), torch.tensor([3, 6])

    def run(net):
        found = []
        for training in (True, False):
            net.train(training)
            found += [
                _feed(net, X, [source, lens, [None, None]], steps) for steps in ([7], [2, 3, 2], [1, 6], [4, 1, 2])
            ]
        return found

    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 1), X, [source, lens, [None, None]])  # noqa: E731
    _each_same(student, expected, build, run, PLACES)


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_sees_the_whole_source(student, expected, draw):
    """Without lengths every token sees all of the source, with lengths all but its padding, at any step of any text."""
    X, source, lens = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6])
    other = torch.where((torch.arange(TS) >= lens[:, None])[..., None], source + 1, source)
    text = draw.normal(1, 30, H)

    def run(net):
        cases = ((source, None), (source, lens), (other, lens))
        found = [_feed(net, X, [read, known, [None]], steps) for read, known in cases for steps in ([T], [1, 4])]
        alone = [_feed(net, text, [read[:1], lens[:1], [None]], [10, 5, 5, 10]) for read in (source, other)]
        return found + alone

    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, None, [None]])  # noqa: E731
    _each_same(student, expected, build, run, PLACES)


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_fills_its_own_cache(student, draw):
    """Block 1 lets its cache grow by the new tokens; the other caches, the source and further entries are handed on."""
    X, source, lens, other = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6]), draw.normal(B, 3, H)

    def probe(my):
        net = my.DecoderBlock(*SIZES, 0.0, 1).eval()
        state, found = [source, lens, [other, None, None], "more"], []
        for tokens in X.split([3, 2], dim=1):
            _, state = net(tokens, state)
            found.append([state[0], state[1], state[2][0], state[2][1], state[2][2], *state[3:]])
        return found

    for seen, (read, known, before, cache, after, *more) in zip((3, T), student(probe), strict=True):
        require(more == ["more"], f"the further entry of the state, 'more', should be handed on, got {more}")
        require(before is not None and after is None, "a cache that belongs to another block was filled or emptied")
        assert_close(before, other, PLACES, why="The cache of block 0")
        assert_shape(cache, B, seen, H, axes="B t+T H")
        assert_close(read, source, PLACES, why="The source in the state")
        assert_close(known, lens, "sentence", why="The lengths of the source in the state")


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_remembers_no_sentence(student, draw):
    """With a fresh state the block starts anew, whatever it had before, and two sentences can take turns."""
    X, Y, source = draw.normal(B, T, H), draw.normal(3, T, H), draw.normal(3, TS, H)

    def probe(my):
        net = filled(warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source[:B], None, [None]]), 1).eval()
        first = _feed(net, X, [source[:B], None, [None]], [2, 3])
        one, other, found = [source[:B], None, [None]], [source, None, [None]], []
        for x, y in zip(X.split([2, 3], dim=1), Y.split([2, 3], dim=1), strict=True):
            output, one = net(x, one)
            _, other = net(y, other)
            found.append(output)
        return first, torch.cat(found, dim=1), _feed(net, Y, [source, None, [None]], [T]), other[2][0]

    first, turns, _, _ = student(probe)
    assert_close(turns, first, PLACES, why="The same sentence by itself and in turns with another one")


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_drops_what_sublayers_give(student, expected, draw):
    """Dropout acts on the weights of both attentions, in all three AddNorms and nowhere else."""
    X, source = draw.normal(B, T, H), draw.normal(B, TS, H)
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 1.0, 0), X, [source, None, [None]])  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net.train()(X, [source, None, [None]])[0], PLACES)
    X, source = draw.normal(101, 2, 32), draw.normal(101, 1, 32)

    def probe(my):
        net = my.DecoderBlock(32, 32, 32, 32, [32], 32, 7, 1, 0.5, 0)
        net = filled(warmed(net, X, [source, None, [None]]), 1, 0.2).train()
        leaves = [X.clone().requires_grad_(), source.clone().requires_grad_()]
        return [slopes[:, :, 0] for slopes in _many_slopes(net(leaves[0], [leaves[1], None, [None]])[0][:, 1], leaves)]

    for slopes, what in zip(student(probe), ("an earlier token", "the source"), strict=True):
        deaf = slopes.abs().amax((0, -1)) == 0
        require(bool(deaf.any()), f"in train mode no attention weight on {what} was dropped in 101 sentences")
        require(not bool(deaf.all()), f"no token ever looked at {what}")
        require(_few_directions(slopes[:, ~deaf]), f"what the attention on {what} gave was not dropped by its AddNorm")
    X, source = draw.normal(1, 1, 3), draw.normal(1, 1, 3)
    build = lambda my: warmed(my.DecoderBlock(*TINY, 0.5, 0), X, [source, None, [None]])  # noqa: E731
    state = lambda: [source.expand(8192, 1, 3), None, [None]]  # noqa: E731
    run = lambda net: net.train()(X.expand(8192, 1, 3), state())[0][:, 0]  # noqa: E731
    assert_same_module(student, expected, build, run, judge=_same_kinds, scale=0.7, seed=2)


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_of_equal_sizes_and_one_token(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, or when there is one sentence, one token, one word to read."""
    X, source, lens = draw.normal(4, 4, 4), draw.normal(4, 4, 4), torch.tensor([1, 4, 2, 3])
    build = lambda my: warmed(my.DecoderBlock(*EQUAL, 0.0, 0), X, [source, lens, [None]])  # noqa: E731
    run = lambda net: [_feed(net, X, [source, lens, [None]], steps) for steps in ([4], [1, 3])]  # noqa: E731
    _each_same(student, expected, build, run, PLACES)
    one, read = draw.normal(1, 1, H), draw.normal(1, 1, H)
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), one, [read, None, [None]])  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(one, [read, None, [None]])[0], PLACES)


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the tokens and of the source are right."""
    X, source, lens = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6])
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, lens, [None]])  # noqa: E731
    run = lambda net, X, source: _feed(net, X, [source, lens, [None]], [2, 3])  # noqa: E731
    _learns(student, expected, build, run, [X, source])


# --- TransformerDecoder


@exercise("TransformerDecoder", points=2, read="The writer's page numbers: the decoder")
def test_decoding_in_pieces(student, expected, draw):
    """With one or several words a step, in either mode, every step has the scores of the whole text, a long one too."""
    words, source, lens = draw.integers(0, V, B, 7), draw.normal(B, TS, H), torch.tensor([3, 6])
    text = draw.integers(0, V, 1, 90)

    def run(net):
        found = []
        for training in (True, False):
            net.train(training)
            found += [_decode(net, words, source, lens, steps) for steps in ([7], [2, 3, 2], [1, 6], [1] * 7)]
        return [*found, _decode(net, text, source[1:], lens[1:], [1, 1, 1, 40, 47])]

    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    _each_same(student, expected, build, run, LOGITS, loosen=5, scale=0.4)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_padding_of_the_source_changes_nothing(student, expected, draw):
    """Other numbers in the padding of the source change no score; without lengths all of the source is read."""
    words, source, lens = draw.integers(0, V, B, T), draw.normal(B, TS, H), torch.tensor([3, 6])
    other = torch.where((torch.arange(TS) >= lens[:, None])[..., None], source + 1, source)
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    run = lambda net: [_decode(net, words, *case, [T]) for case in ((other, lens), (source, None))]  # noqa: E731
    _each_same(student, expected, build, run, LOGITS, loosen=5, scale=0.4)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_starts_every_sentence_afresh(student, draw):
    """init_state starts a sentence from nothing, whatever was or is being decoded: two sentences may take turns."""
    words, source, others = draw.integers(0, V, 3, T), draw.normal(3, TS, H), draw.integers(0, V, 3, T)

    def probe(my):
        net = filled(_warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, None), 1, 0.4).eval()
        first = _decode(net, words, source, None, [2, 3])
        alone = _decode(net, words[1:2], source[1:2], None, [1, 2, 2])
        again = net(words, net.init_state(source, None, "more"))[0]
        one, other, turns = net.init_state(source, None), net.init_state(source, None), []
        for mine, theirs in zip(words.split([2, 3], dim=1), others.split([2, 3], dim=1), strict=True):
            logits, one = net(mine, one)
            _, other = net(theirs, other)
            turns.append(logits)
        return first, alone, again, torch.cat(turns, dim=1)

    first, alone, again, turns = student(probe)
    assert_close(alone, first[1:2], LOGITS, why="The same sentence in a batch and, later, alone", loosen=5)
    assert_close(again, first, LOGITS, why="The same sentences a second time", loosen=5)
    assert_close(turns, first, LOGITS, why="The same sentences by themselves and in turns with others", loosen=5)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_of_every_size(student, expected, draw):
    """Three layers, one layer, equal sizes, one word to one source word: all scores are right, in eval mode too."""
    cases = [((V, *SIZES, 3, 0.3), (B, T), TS), ((V, *SIZES, 1, 0.0), (1, 1), 1), ((4, *EQUAL, 4, 0.0), (4, 4), 4)]
    for sizes, shape, read in cases:
        words, source = draw.integers(0, sizes[0], *shape), draw.normal(shape[0], read, sizes[1])
        build = lambda my, a=sizes, w=words, s=source: _warm_decoder(my.TransformerDecoder(*a), w, s, None)  # noqa: E731
        run = lambda net, w=words, s=source: _decode(net, w, s, None, [w.shape[1]])  # noqa: E731
        assert_same_module(student, expected, build, run, LOGITS, scale=0.4)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_drops_positions_and_in_blocks(student, expected, draw):
    """Dropout acts once on words with their places: with 1 nothing is left of them and of the source."""
    words, source = draw.integers(0, V, B, T), draw.normal(B, TS, H)
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 1.0), words, source, None)  # noqa: E731
    run = lambda net: _decode(net.train(), words, source, None, [T])  # noqa: E731
    assert_same_module(student, expected, build, run, LOGITS)
    pairs, source = draw.permutation(V)[:2].expand(512, 2), draw.normal(1, 1, 2).expand(512, 1, 2)
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *PAIR, 1, 0.5), pairs, source, None)  # noqa: E731

    def kept(net):
        _decode(net.train(), pairs, source, None, [2])
        return net.attention_weights[0][0].flatten(1)

    assert_same_module(student, expected, build, kept, judge=_same_kinds, scale=0.7, seed=2)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_keeps_the_weights_of_its_last_step(student, expected, draw):
    """After a step the weights are those of its new words: over all words so far, and over the source, per layer."""
    words, source, lens = draw.integers(0, V, B, T), draw.normal(B, TS, H), torch.tensor([3, 6])

    def run(net):
        _decode(net, words, source, lens, [3, 2])
        return [list(side) for side in net.attention_weights]

    def judge(got, want):
        require([len(side) for side in got] == [3, 3], f"expected 2 lists of 3, got {[len(side) for side in got]}")
        for mine, wanted, keys in zip(got, want, (T, TS), strict=True):
            for layer, ours in zip(mine, wanted, strict=True):
                assert_close(_by_head(layer, B, HEADS, 2, keys), _by_head(ours, B, HEADS, 2, keys), MAPS, loosen=5)

    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, 3, 0.0), words, source, lens)  # noqa: E731
    assert_same_module(student, expected, build, run, judge=judge, scale=0.4)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_learns_everywhere_in_the_stack(student, expected, draw):
    """Gradients reach every learned number, and that of the source is right."""
    words, source, lens = draw.permutation(V)[None], draw.normal(1, TS, H), torch.tensor([6])
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    run = lambda net, source: net(words, net.init_state(source, lens))[0]  # noqa: E731
    _learns(student, expected, build, run, [source], scale=0.4)


# --- make_translator


@exercise("make_translator", points=1, read="The translator")
def test_translator_takes_any_length_and_size(student, expected, draw):
    """Other lengths, one word, three layers, equal sizes, no lengths: the scores are right, and all weights learn."""
    for sizes, read, write in (((5, 7, 6, 3, 3, 2), 3, 11), ((4, 4, 4, 1, 2, 4), 4, 4), ((3, 2, 2, 1, 1, 5), 1, 1)):
        source, target = draw.integers(0, sizes[0], 4, read), draw.integers(0, sizes[1], 4, write)
        build = lambda my, a=sizes, s=source, t=target: warmed(my.make_translator(*a, 0.3), s, t, None)  # noqa: E731
        run = lambda net, s=source, t=target: net(s, t, None)[0]  # noqa: E731
        assert_same_module(student, expected, build, run, LOGITS, scale=0.4)
        learn = student(lambda my, build=build: [parameter.requires_grad for parameter in build(my).parameters()])
        require(all(learn), f"{learn.count(False)} of {len(learn)} tensors of learned numbers don't take gradients")


@exercise("make_translator", points=1, read="The translator")
def test_translator_drops_on_both_sides(student, expected, draw):
    """Dropout is the given one on either side: with 1 nothing is left of the words but norms and the last layer."""
    source, target = draw.integers(0, 11, B, TS), draw.integers(0, 13, B, T)

    def run(net):
        net.train()
        return [net(source, target, None)[0], net.encoder(source, None)]

    build = lambda my: warmed(my.make_translator(11, 13, 12, 2, 3, 17, 1.0), source, target, None)  # noqa: E731
    _each_same(student, expected, build, run)
    pairs = draw.permutation(11)[:2].expand(512, 2)

    def kept(net):
        net.train()(pairs, pairs, None)
        return [net.encoder.attention_weights[0].flatten(1), net.decoder.attention_weights[0][0].flatten(1)]

    def judge(got, want):
        for mine, wanted in zip(got, want, strict=True):
            _same_kinds(mine, wanted)

    build = lambda my: warmed(my.make_translator(11, 13, 2, 1, 1, 3, 0.5), pairs, pairs, None)  # noqa: E731
    assert_same_module(student, expected, build, kept, judge=judge, scale=0.7)


# --- count_parameters


@exercise("count_parameters", points=1, read="Exercise 1: deeper")
def test_parameters_of_sizes_that_look_alike(student, expected, draw):
    """Equal sizes, and sizes of one, are counted right."""
    cases = [
        (1, 1, 1, 1, 1),
        (3, 3, 3, 3, 3),
        (2, 1, 5, 1, 7),
        *[tuple([int(n) + 1] * 5) for n in draw.permutation(50)[:3]],
    ]
    probe = lambda my: [_whole(my.count_parameters(*case)) for case in cases]  # noqa: E731
    for got, want, case in zip(student(probe), expected(probe), cases, strict=True):
        assert_equal(got, want, f"learned numbers for {case}")


@exercise("count_parameters", points=1, read="Exercise 1: deeper")
def test_parameters_that_no_machine_could_hold(student, expected, draw):
    """A vocabulary of a million million words, or a thousand wide layers, are no problem for a formula."""
    words, other = (10**12 + draw.integers(0, 10**6, 2)).tolist()
    cases = [(96, 64, 256, words, 7), (3, 64, 256, words, other), (1001, 10**5 + 7, 3 * 10**5 + 1, 101, 103)]
    probe = lambda my: [_whole(my.count_parameters(*case)) for case in cases]  # noqa: E731
    for got, want, case in zip(student(probe), expected(probe), cases, strict=True):
        assert_equal(got, want, f"learned numbers for {case}")


# --- AdditiveMultiHeadAttention


@exercise("AdditiveMultiHeadAttention", points=2, read="Exercise 2: another scorer in the heads")
def test_additive_heads_with_given_weights(student, expected, draw):
    """With three heads output and weights are right, for a length per example or per query, with and without bias."""
    inputs, parts = [draw.normal(2, 5, 11), draw.normal(2, 7, 13), draw.normal(2, 7, 17)], []
    for lens, bias in ((torch.tensor([3, 6]), True), (draw.lengths(10, 7).reshape(2, 5), False)):
        build = lambda my, a=(*inputs, lens), bias=bias: warmed(  # noqa: E731
            my.AdditiveMultiHeadAttention(13, 11, 17, 12, 3, 0.3, bias), *a
        )
        run = lambda net, lens=lens: [net(*inputs, lens), attention_weights_of(net)]  # noqa: E731
        alike = lambda my, build=build, run=run: run(_constant(build(my).eval(), 0.2))  # noqa: E731
        _same_heads(student(alike), expected(alike))
        count = lambda my, build=build: sum(p.numel() for p in build(my).parameters())  # noqa: E731
        parts.append((build, run, expected(count), int(number(student(count)))))
    for_each = 2 * (2 * 4 * 4 + 4)  # what two more scorers learn
    for _, _, want, got in parts:
        require(
            got in (want, want + for_each),
            f"learned numbers: expected {want} (one scorer) or {want + for_each} (one for each head), got {got}",
        )
    if all(want == got for _, _, want, got in parts):  # scorers of their own are left to the laws
        for build, run, _, _ in parts:
            assert_same_module(student, expected, build, run, judge=_same_heads)


@exercise("AdditiveMultiHeadAttention", points=1, read="Exercise 2: another scorer in the heads")
def test_additive_scores_have_a_limit(student, draw):
    """Additive scores can't grow for ever: queries and keys a thousand times larger leave every key some weight."""
    X = draw.normal(2, 5, 12)

    def probe(my):
        net = filled(warmed(my.AdditiveMultiHeadAttention(12, 12, 12, 12, 3, 0.0), X, X, X, None), 1, 0.3).eval()
        net(1000 * X, 1000 * X, X, None)
        return attention_weights_of(net)

    maps = _by_head(student(probe), 2, 3, 5, 5)
    require(
        bool(maps.min() > 1e-6), f"the smallest weight is {maps.min():.1e}, as with scores that grow with the input"
    )


@exercise("AdditiveMultiHeadAttention", points=1, read="Exercise 2: another scorer in the heads")
def test_additive_heads_drop_weights_and_learn(student, draw):
    """Dropout acts on the weights alone, which are kept as they were before; every learned number gets a gradient."""
    X, token = draw.normal(2, 5, 12), draw.normal(1, 1, 4)

    def probe(my):
        net = filled(warmed(my.AdditiveMultiHeadAttention(12, 12, 12, 12, 3, 1.0), X, X, X, None), 1)
        dropped, kept = net.train()(X, X, X, None), attention_weights_of(net)
        whole = net.eval()(X, X, X, None)
        grads = gradient(whole, list(net.parameters()))
        single = warmed(my.AdditiveMultiHeadAttention(4, 4, 4, 4, 1, 0.5, True), token, token, token, None)
        many = filled(single, 1, 0.7).train()(*[token.expand(200, 1, 4)] * 3, None)[:, 0]
        sizes = [0.0 if g is None else g.abs().min() for g in grads]
        return dropped, kept, attention_weights_of(net), sizes, many

    dropped, kept, weights, sizes, many = student(probe)
    assert_close(dropped, torch.zeros(2, 5, 12), why="With dropout 1 no value gets through")
    gaps = torch.cdist(*[assert_shape(many, 200, 4, axes="N num_hiddens").double()] * 2)
    one, other = gaps[0], gaps[gaps[0].argmax()]
    require(
        bool((torch.minimum(one, other) < 1e-4).all()),
        "one weight was dropped or doubled, and yet there were more than two different outputs",
    )
    assert_close(kept, weights, why="Weights in train mode, before dropout, are those of eval mode")
    require(all(number(size) > 0 for size in sizes), "no gradient reaches some of the learned numbers")


# --- CausalLanguageModel


@exercise("CausalLanguageModel", points=2, read="Exercise 3: a language model")
def test_language_model_uses_every_earlier_word(student, draw):
    """In a sentence as long as the batch, each score depends on every word up to its place, and on none after it."""
    words = draw.integers(0, V, 7, 7)
    words[0] = torch.tensor([0, 0, 0, 0, V - 1, V - 1, V - 1])  # word 0 is a word like any other
    others = words.repeat(7, 1, 1)
    others[torch.arange(7), :, torch.arange(7)] = (words.T + 1) % V  # in others[j], word j is another

    def probe(my):
        net = filled(warmed(my.CausalLanguageModel(*LM, 1, 0.0), words), 1, 0.3).eval()
        return net(words), [net(other) for other in others]

    before, changed = student(probe)
    for place, after in enumerate(changed):
        assert_close(after[:, :place], before[:, :place], LOGITS, why=f"Only word {place} was changed, which is later")
        for later in range(place, 7):
            what = f"the scores at place {later} for two different words at place {place}"
            assert_differs(after[:, later], before[:, later], what)


@exercise("CausalLanguageModel", points=1, read="Exercise 3: a language model")
def test_language_model_sees_places(student, draw):
    """A sentence of one word said again and again has other scores at every place, for one layer and for two."""
    words = draw.integers(0, V, 1, 1).expand(2, 7)
    for layers in (1, 2):
        probe = lambda my, layers=layers: filled(  # noqa: E731
            warmed(my.CausalLanguageModel(*LM, layers, 0.0), words), 1, 0.2
        ).eval()(words)
        got = student(probe)
        for place in range(1, 7):
            what = f"the scores at places {place - 1} and {place} of one word said again and again"
            assert_differs(got[:, place], got[:, place - 1], what, by=1e-5)


@exercise("CausalLanguageModel", points=1, read="Exercise 3: a language model")
def test_scores_of_words_are_raw(student, draw):
    """Large learned numbers make scores above and far below zero: they are used as the last layer gives them."""
    words = draw.integers(0, V, B, T)
    build = lambda my: warmed(my.CausalLanguageModel(*LM, 1, 0.1), words)  # noqa: E731
    _both_signs(student(lambda my: [filled(build(my), seed, 3.0).eval()(words) for seed in range(5)]))


@exercise("CausalLanguageModel", points=1, read="Exercise 3: a language model")
def test_language_model_drops_positions_and_in_blocks(student, draw):
    """With dropout 1 nothing is left of words and places, and nothing inside the blocks but norms learns."""
    words, other = draw.integers(0, V, B, T), draw.integers(0, V, B, T)
    norms_and_head = V * H + V + L * 6 * H + 4 * H

    def probe(my):
        net = filled(warmed(my.CausalLanguageModel(V, H, 101, HEADS, L, 1.0), words), 1, 0.3).train()
        half = filled(warmed(my.CausalLanguageModel(*LM, L, 0.5), words), 1, 0.3).eval()
        return [net(words), net(other), _learners(net, net(words)), half(words), half(words)]

    got, changed, learners, calm, again = student(probe)
    assert_close(changed, got, LOGITS, why="With dropout 1 the words no longer matter")
    assert_close(got, got[:1, :1].expand(got.shape), LOGITS, why="With dropout 1 the places no longer matter")
    require(
        learners <= norms_and_head, "with dropout 1 something inside the blocks still learns: is dropout off there?"
    )
    assert_close(again, calm, LOGITS, why="In eval mode, a second time")


@exercise("CausalLanguageModel", points=1, read="Exercise 3: a language model")
def test_language_model_never_mixes_sentences(student, draw):
    """A sentence alone, or its beginning alone, has the scores that it has in a batch of long ones, in any mode."""
    words = draw.integers(0, V, 5, 60)

    def probe(my):
        net = filled(warmed(my.CausalLanguageModel(*LM, L, 0.0), words), 1, 0.3).eval()
        whole, start, alone, first = net(words), net(words[:, :3]), net(words[2:3]), net(words[3:4, :1])
        return whole, alone, first, start, net.train()(words)

    whole, alone, first, start, training = student(probe)
    assert_close(alone, whole[2:3], LOGITS, why="The same sentence alone and in a batch")
    assert_close(first, whole[3:4, :1], LOGITS, why="The first word alone")
    assert_close(start, whole[:, :3], LOGITS, why="The beginnings of the same sentences")
    assert_close(training, whole, LOGITS, why="In train mode, dropout 0, and in eval mode")


# --- attention_cost


@exercise("attention_cost", points=1, read="Exercise 4: what a long text costs")
def test_cost_of_equal_sizes_and_of_one(student, expected, draw):
    """Equal sizes, one token, one head and one example are counted right."""
    cases = [
        (1, 1, 1, 1),
        (7, 7, 7, 7),
        (1, 6, 3, 2),
        (5, 6, 1, 1),
        *[tuple([int(n) + 1] * 4) for n in draw.permutation(50)[:3]],
    ]
    probe = lambda my: [[_whole(x) for x in my.attention_cost(*case)] for case in cases]  # noqa: E731
    for got, want, case in zip(student(probe), expected(probe), cases, strict=True):
        assert_equal(got, want, f"the cost for {case}")


@exercise("attention_cost", points=1, read="Exercise 4: what a long text costs")
def test_cost_of_a_whole_book(student, expected, draw):
    """A hundred thousand tokens are no problem for a formula."""
    cases = [(10**5 + extra, 64 * 12, 12, 3) for extra in draw.permutation(1000)[:3].tolist()]
    probe = lambda my: [[_whole(x) for x in my.attention_cost(*case)] for case in cases]  # noqa: E731
    for got, want, case in zip(student(probe), expected(probe), cases, strict=True):
        assert_equal(got, want, f"the cost for {case}")


# --- sliding_window_attention


@exercise("sliding_window_attention", points=2, read="Exercise 5: only the neighbours")
def test_windows_of_every_size(student, expected, draw):
    """Window 0, narrow, as wide as the sentence and wider, one token, equal sizes: always a band of full attention."""
    cases = [(_three(draw, 2, 7, 3, 5), window) for window in (0, 1, 2, 3, 5, 6, 7, 11)]
    cases += [(_three(draw, 3, 3, 3, 3), window) for window in (0, 1, 2, 3)]
    cases += [(_three(draw, 1, 1, 2, 1), window) for window in (0, 1, 2)]
    probe = lambda my: [my.sliding_window_attention(*three, window) for three, window in cases]  # noqa: E731
    for got, want, (_, window) in zip(student(probe), expected(probe), cases, strict=True):
        assert_close(got, want, PLACES, why=f"With window {window}")


@exercise("sliding_window_attention", points=1, read="Exercise 5: only the neighbours")
def test_windows_bear_large_scores_and_views(student, expected, draw):
    """Scores in the hundreds, of either sign, bring no NaN; views in memory will do; the inputs stay as they were."""
    queries, keys, values = draw.normal(2, 5, 7).mT, draw.normal(2, 5, 7).mT, draw.normal(2, 3, 7).mT
    cases = [(queries, keys, values), (30 * queries, 30 * keys, values), (-300 * keys, keys, values)]

    def probe(my):
        mine = [[value.clone() for value in case] for case in cases]
        return (
            [my.sliding_window_attention(*case, 2) for case in cases],
            [my.sliding_window_attention(*case, 2) for case in mine],
            mine,
        )

    (got, _, after), (want, _, _) = student(probe), expected(probe)
    for mine, wanted in zip(got, want, strict=True):
        assert_close(mine, wanted, PLACES, loosen=10)
    for mine, case in zip(after, cases, strict=True):
        for value, before, name in zip(mine, case, ("queries", "keys", "values"), strict=True):
            assert_unchanged(value, before, f"the tensor of {name}")


@exercise("sliding_window_attention", points=1, read="Exercise 5: only the neighbours")
def test_windows_pass_gradients(student, expected, draw):
    """Gradients reach queries, keys and values, and they are right."""
    inputs = _three(draw, 2, 7, 3, 5)

    def probe(my):
        leaves = [value.clone().requires_grad_() for value in inputs]
        return gradient(my.sliding_window_attention(*leaves, 2), leaves)

    for got, want, name in zip(student(probe), expected(probe), ("queries", "keys", "values"), strict=True):
        require(got is not None, f"no gradient reaches the {name}")
        assert_close(got, want, PLACES, why=f"This is the gradient of the {name}")


@exercise("sliding_window_attention", points=1, read="Exercise 5: only the neighbours")
def test_windows_keep_memory_small(student, expected, draw):
    """No tensor holds more than B (n + 2 window) (2 window + 1) max(D, Dv) elements, and the output is right."""
    for sizes, window in (((2, 101, 1, 2), 1), ((1, 97, 3, 1), 2), ((3, 89, 2, 2), 0)):
        three = _three(draw, *sizes)

        def probe(my, three=three, window=window):
            with Largest() as seen:
                got = my.sliding_window_attention(*three, window)
            return got, seen.elements

        (got, largest), (want, _) = student(probe), expected(probe)
        assert_close(got, want, PLACES)
        batch, n, size, value_size = sizes
        limit = batch * (n + 2 * window) * (2 * window + 1) * max(size, value_size)
        require(number(largest) <= limit, f"expected no tensor of more than {limit} elements, one has {int(largest)}")


# --- patchify


@exercise("patchify", points=1, read="Exercise 6: images without convolutions")
def test_patches_of_every_size(student, expected, draw):
    """Patches of one pixel, one patch, high images, and equal sizes: all are cut right."""
    cases = [(draw.normal(2, 3, 4, 5), 1), (draw.normal(3, 2, 5, 5), 5), (draw.normal(1, 1, 9, 3), 3)]
    cases += [(draw.normal(4, 4, 4, 4), 2), (draw.normal(3, 3, 9, 9), 3)]
    probe = lambda my: [my.patchify(*case) for case in cases]  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, "image patch number")


@exercise("patchify", points=1, read="Exercise 6: images without convolutions")
def test_patches_of_views_and_gradients(student, expected, draw):
    """Views in memory are cut alike, and a gradient goes back to the pixel that it came from."""
    images = draw.normal(2, 6, 4, 3).transpose(1, 3)

    def probe(my):
        mine = images.clone().requires_grad_()
        return my.patchify(images, 2), gradient(my.patchify(mine, 2), [mine])[0]

    for got, want in zip(student(probe), expected(probe), strict=True):
        require(got is not None, "no gradient reaches the images")
        assert_close(got, want)


# --- VisionTransformer


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_patches_are_squares_of_the_image(student, draw):
    """All channels of a square pass one layer: slopes over squares have as few directions as features."""
    images = draw.normal(7, 2, 9, 9)

    def probe(my):
        net = filled(warmed(my.VisionTransformer(9, 3, 2, 5, 4, 7, 2, 1, 0.0), images), 1, 0.7).eval()
        mine = images.clone().requires_grad_()
        scores = net(mine).sum(0)
        return torch.stack([torch.autograd.grad(score, mine, retain_graph=True)[0] for score in scores])

    slopes = assert_shape(student(probe), 5, 7, 2, 9, 9).double()
    require(bool((slopes.abs().amax((0, 1)) > 0).all()), "some pixel of the image changes nothing")
    squares = slopes.reshape(35, 2, 3, 3, 3, 3).permute(0, 2, 4, 1, 3, 5).reshape(-1, 18)
    spread = torch.linalg.svdvals(squares / squares.norm(dim=-1, keepdim=True).clamp(min=1e-30))
    why = "the numbers of a patch don't come from one square of the image, with all its channels"
    require(bool(spread[4] < 1e-3 * spread[0]), why)
    require(bool(spread[2] > 1e-3 * spread[0]), "the pixels of a patch all do the same: each has weights of its own")


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_every_place_is_a_place_of_its_own(student, draw):
    """One odd patch among equal ones: wherever it stands, the scores are others."""
    images = torch.zeros(9, 3, 6, 6) + draw.normal(1, 3, 1, 1)
    for patch in range(9):
        row, column = 2 * (patch // 3), 2 * (patch % 3)
        images[patch, :, row : row + 2, column : column + 2] += 2

    def probe(my):
        net = filled(warmed(my.VisionTransformer(6, 2, 3, 5, *VIT, 1, 0.0), images), 1, 0.3).eval()
        return net(images)

    got = student(probe)
    for one in range(9):
        for other in range(one):
            assert_differs(got[one], got[other], f"the scores for an odd patch at place {other} and at place {one}")


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_the_answer_is_read_from_all_patches(student, draw):
    """As long as attention is even, all patches count about alike: for their mean, and for a class token."""
    image = draw.normal(1, 2, 6, 6)

    def probe(my):
        build = lambda: warmed(my.VisionTransformer(6, 2, 2, 5, *VIT, 1, 0.0), image)  # noqa: E731
        nets, mine = [filled(build(), seed, 0.05).eval() for seed in (1, 2, 3)], image.clone().requires_grad_()
        return torch.cat([torch.autograd.grad(1000 * net(mine).sum(), mine)[0] for net in nets])

    slopes = assert_shape(student(probe), 3, 2, 6, 6).double()
    sizes = slopes.reshape(3, 2, 3, 2, 3, 2).square().sum((1, 3, 5)).sqrt().flatten(1)  # [3 patches]
    often = (sizes.amax(1) / sizes.amin(1).clamp(min=1e-30)).min()
    require(bool(often < 20), f"one patch counts {often:.0f} times as much as another, with even attention")


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_scores_of_classes_are_raw(student, draw):
    """Large learned numbers make scores above and far below zero: they are used as the head gives them."""
    images = draw.normal(7, 3, 6, 6)
    build = lambda my: warmed(my.VisionTransformer(6, 2, 3, 5, *VIT, 1, 0.1), images)  # noqa: E731
    _both_signs(student(lambda my: [filled(build(my), seed, 3.0).eval()(images) for seed in range(5)]))


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_vision_model_drops_positions_and_in_blocks(student, draw):
    """With dropout 1 nothing is left of the image, and nothing inside the blocks but norms learns."""
    images, other = draw.normal(3, 2, 6, 6), draw.normal(3, 2, 6, 6)
    norms_and_head = 5 * H + 5 + L * 6 * H + 12 * H

    def probe(my):
        net = filled(warmed(my.VisionTransformer(6, 2, 2, 5, H, 101, HEADS, L, 1.0), images), 1, 0.3).train()
        half = filled(warmed(my.VisionTransformer(6, 2, 2, 5, *VIT, L, 0.5), images), 1, 0.3).eval()
        return [net(images), net(other), _learners(net, net(images)), half(images), half(images)]

    got, changed, learners, calm, again = student(probe)
    assert_close(changed, got, "image class", why="With dropout 1 the image no longer matters")
    require(
        learners <= norms_and_head, "with dropout 1 something inside the blocks still learns: is dropout off there?"
    )
    assert_close(again, calm, "image class", why="In eval mode, a second time")


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_vision_model_never_mixes_images(student, draw):
    """An image alone has the scores that it has in a batch, in either mode; one patch, channel and class will do."""
    images, equal, small = draw.normal(5, 3, 6, 6), draw.normal(4, 4, 4, 4), draw.normal(2, 1, 3, 3)

    def probe(my):
        net = filled(warmed(my.VisionTransformer(6, 2, 3, 5, *VIT, L, 0.0), images), 1, 0.3).eval()
        even = filled(warmed(my.VisionTransformer(4, 2, 4, 4, 4, 4, 4, 1, 0.0), equal), 1, 0.3).eval()
        tiny = filled(warmed(my.VisionTransformer(3, 3, 1, 1, 4, 5, 2, 1, 0.0), small), 1, 0.3).eval()
        cases = (net, images), (even, equal), (tiny, small)
        return [[model(whole), model(whole[1:2]), model.train()(whole)] for model, whole in cases]

    for (whole, alone, training), size in zip(student(probe), ((5, 5), (4, 4), (2, 1)), strict=True):
        assert_shape(whole, *size, axes="B classes")
        assert_close(alone, whole[1:2], "image class", why="The same image alone and in a batch")
        assert_close(training, whole, "image class", why="In train mode, dropout 0, and in eval mode")


def _constant(net, value):
    """The net with one value for all learned numbers."""
    for parameter in net.parameters():
        parameter.data.fill_(value)
    return net


def _same_heads(got, want):
    """Output and weights by head, from three heads."""
    assert_close(_by_head(got[1], 2, 3, 5, 7), _by_head(want[1], 2, 3, 5, 7), MAPS)
    assert_close(got[0], want[0], "batch query feature")


def _three(draw, batch, n, size, value_size):
    """Queries, keys and values."""
    return draw.normal(batch, n, size), draw.normal(batch, n, size), draw.normal(batch, n, value_size)


def _both_signs(many):
    """Scores of nets with large weights, none of which can have passed a function that bounds them on one side."""
    every = torch.cat([tensor(scores).flatten() for scores in many])
    low, high = every.min(), every.max()
    require(bool(low < -1.5 and high > 1.5), f"five nets with large weights score between {low:.2f} and {high:.2f}")


def _learners(net, output):
    """How many learned numbers belong to tensors that get a gradient."""
    named = list(net.parameters())
    grads = gradient(output, named)
    return sum(p.numel() for p, g in zip(named, grads, strict=True) if g is not None and g.abs().max() > 0)


def _same_encoder(student, expected, sizes, flags, words, lens):
    """A TransformerEncoder of these sizes gives what the reference gives."""
    build = lambda my: warmed(my.TransformerEncoder(*sizes, **flags), words, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(words, lens), PLACES)


def _feed(net, X, state, steps):
    """Feed a DecoderBlock with X in pieces of these lengths -> the outputs in a row."""
    outputs = []
    for tokens in X.split(steps, dim=1):
        output, state = net(tokens, state)
        outputs.append(output)
    return torch.cat(outputs, dim=1)


def _decode(net, words, source, lens, steps):
    """Feed a decoder with words in pieces of these lengths -> the logits in a row."""
    return _feed(net, words, net.init_state(source, lens), steps)


def _whole(value):
    """A whole number as such, also one that comes as a tensor or with a point and a zero."""
    value = value.item() if isinstance(value, torch.Tensor) else value
    return int(value) if int(value) == value else float(value)


def _warm_decoder(net, words, source, lens):
    """A decoder that has been called once, so that layers which take their sizes from the data have them."""
    with torch.no_grad():
        net(words, net.init_state(source, lens))
    return net


def _by_head(weights, batch, heads, queries, keys):
    """Read kept weights as [B h Tq Tk]."""
    shapes = [batch * heads, queries, keys], [batch, heads, queries, keys]
    got = list(tensor(weights).shape)
    require(got in shapes, f"attention_weights: expected a layer's to be [B*num_heads Tq Tk] = {shapes[0]}, got {got}")
    return weights.reshape(shapes[1])


def _many_slopes(output, leaves):
    """Gradients of the first 20 features of each output [B H] with respect to each leaf, one after the other."""
    rows = [torch.autograd.grad(output[:, n].sum(), leaves, retain_graph=True) for n in range(20)]
    return [torch.stack(slopes) for slopes in zip(*rows, strict=True)]


def _few_directions(slopes):
    """Whether a dropped number left a hole in what came through: slopes [20 B 32] with less than 20 directions."""
    spread = torch.linalg.svdvals(slopes.transpose(0, 1).double())  # [B 20]
    through = spread[:, 2] > 1e-4 * spread[:, 0]  # a dropped weight leaves one direction, that of its score
    return bool((through & (spread[:, 18] < 1e-5 * spread[:, 0])).any())


def _same_kinds(got, want):
    """Equal inputs, many times over: all rows of the student's [N D] are among ours, but for one in fifty."""
    seen = torch.unique((want * 1e4).round(), dim=0) / 1e4
    strange = torch.cdist(assert_shape(got, *want.shape, axes="N D").double(), seen.double()).amin(1) > 3e-3
    why = "are none that dropout 1/2 gives where it belongs. Is there more of it, or another rate?"
    require(bool(strange.float().mean() < 0.02), f"{int(strange.sum())} of {len(got)} results {why}")


def _each_same(student, expected, build, run, axes="", loosen=1.0, scale=0.5):
    """Several results of one module are those of the reference with the same learned numbers."""

    def judge(got, want):
        for mine, wanted in zip(got, want, strict=True):
            assert_close(mine, wanted, axes, loosen=loosen)

    assert_same_module(student, expected, build, run, judge=judge, scale=scale)


def _learns(student, expected, build, run, inputs, scale=0.5):
    """Gradients of the inputs are those of the reference, and no learned tensor is left without one."""

    def both(net):
        leaves = [value.clone().requires_grad_() for value in inputs]
        grads = gradient(run(net, *leaves), [*leaves, *net.parameters()])
        return [*grads[: len(inputs)], min(0.0 if grad is None else float(grad.abs().max()) for grad in grads)]

    def judge(got, want):
        for mine, wanted in zip(got[:-1], want[:-1], strict=True):
            require(mine is not None, "no gradient reaches one of the inputs")
            assert_close(mine, wanted, why="This is the gradient of an input", loosen=5)
        require(number(got[-1]) > 1e-9, "no gradient reaches some of the learned numbers")

    assert_same_module(student, expected, build, both, judge=judge, scale=scale)

"""Hidden checks of section 7: what decides. Read in order they say what each part of a Transformer promises."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_same_module,
    assert_shape,
    assert_unchanged,
    exercise,
    number,
    require,
    tensor,
)
from autograder.probekit import filled, gradient, warmed

B, T, TS, H, HEADS, FFN, L, V = 2, 5, 7, 12, 3, 11, 2, 13
SIZES = (H, H, H, H, [H], H, FFN, HEADS)
EQUAL = (4, 4, 4, 4, [4], 4, 4, 4)
PLACES, MAPS, LOGITS = "sentence token feature", "sentence head query key", "sentence step word"


# --- PositionWiseFFN


@exercise("PositionWiseFFN", points=2)
def test_ffn_takes_any_axes_in_front(student, expected, draw):
    """One position alone, one token, three axes in front, equal sizes and views in memory: all go the same way."""
    cases = [
        draw.normal(5),
        draw.normal(3, 1, 5),
        draw.normal(2, 3, 7, 5),
        draw.normal(5, 5, 5),
        draw.normal(2, 5, 3).mT,
    ]

    for sizes in ((5, 7, 11), (5, 5, 5)):
        build = lambda my, sizes=sizes: warmed(my.PositionWiseFFN(*sizes), cases[1])  # noqa: E731
        _each_same(student, expected, build, lambda net: [net(X) for X in cases])


@exercise("PositionWiseFFN", points=1)
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


@exercise("PositionWiseFFN", points=1)
def test_ffn_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the input are right."""
    X = draw.normal(3, 7, 5)
    _learns(student, expected, lambda my: warmed(my.PositionWiseFFN(5, 7, 11), X), lambda net, X: net(X), [X])


# --- AddNorm


@exercise("AddNorm", points=1)
def test_norm_over_all_the_axes_given(student, expected, draw):
    """With [T, H] a whole example has one mean and spread, with [H] each token; views in memory will do."""
    X, Y = draw.normal(3, 7, 5).mT, 2 * draw.normal(3, 7, 5).mT
    for shape in ([5, 7], [7]):
        build = lambda my, shape=shape: warmed(my.AddNorm(shape, 0.5), X, Y)  # noqa: E731
        assert_same_module(student, expected, build, lambda net: net(X, Y), PLACES)


@exercise("AddNorm", points=1)
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


@exercise("AddNorm", points=1)
def test_both_inputs_stay_as_they_were(student, draw):
    """Neither input is changed by the call, in train mode or eval mode, and gradients reach both."""
    X, Y = draw.normal(3, 5, 7), draw.normal(3, 5, 7)

    def probe(my):
        mine = [X.clone(), Y.clone()]
        net = filled(warmed(my.AddNorm([7], 0.5), X, Y), 1)
        net.train()(*mine), net.eval()(*mine)
        leaves = [value.clone().requires_grad_() for value in mine]
        grads = gradient(net(*leaves), [*leaves, *net.parameters()])
        return mine, [0.0 if g is None else g.abs().max() for g in grads]

    after, sizes = student(probe)
    for got, want, name in zip(after, (X, Y), ("first", "second"), strict=True):
        assert_unchanged(got, want, f"the {name} input")
    require(all(number(size) > 1e-9 for size in sizes), "no gradient reaches one of the inputs or learned numbers")


# --- EncoderBlock


@exercise("EncoderBlock", points=2)
def test_block_obeys_lengths_of_every_kind(student, expected, draw):
    """No lengths, one for each token that asks, equal sizes, one token: the output is right."""
    rows = draw.lengths(B * T, T).reshape(B, T)
    cases = [(SIZES, draw.normal(B, T, H), None), (SIZES, draw.normal(B, T, H), rows)]
    cases += [
        (EQUAL, draw.normal(4, 4, 4), torch.tensor([1, 4, 2, 3])),
        (SIZES, draw.normal(1, 1, H), torch.tensor([1])),
    ]
    for sizes, X, lens in cases:
        build = lambda my, X=X, lens=lens, sizes=sizes: warmed(my.EncoderBlock(*sizes, 0.3), X, lens)  # noqa: E731
        assert_same_module(student, expected, build, lambda net, X=X, lens=lens: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_block_has_biases_in_projections_when_asked(student, expected, draw):
    """use_bias gives each of the four projections a bias, whether named or in its place; by default there is none."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    for build in (
        lambda my: warmed(my.EncoderBlock(*SIZES, 0.0, True), X, lens),
        lambda my: warmed(my.EncoderBlock(*SIZES, 0.0, use_bias=True), X, lens),
    ):
        assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_block_drops_attention_weights(student, draw):
    """With dropout 1/2 a token sometimes looks nowhere at all, since dropout acts on the attention weights too."""
    X = draw.normal(101, 2, 32)

    def probe(my):
        net = filled(warmed(my.EncoderBlock(32, 32, 32, 32, [32], 32, 7, 1, 0.5), X, None), 1, 0.2).train()
        mine = X.clone().requires_grad_()
        return gradient(net(mine, None)[:, 0], [mine])[0][:, 1]

    deaf = student(probe).abs().amax(-1) == 0
    require(bool(deaf.any()), "token 0 looked at token 1 in all of 101 sentences: no attention weight was dropped")
    require(not bool(deaf.all()), "token 0 never looked at token 1")


@exercise("EncoderBlock", points=1)
def test_block_normalises_over_the_axes_it_is_given(student, expected, draw):
    """With the norm over [T, H] both AddNorms normalise a whole sentence, each with numbers of its own."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    build = lambda my: warmed(my.EncoderBlock(H, H, H, H, [T, H], H, FFN, HEADS, 0.0), X, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_block_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the input are right."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])

    build = lambda my: warmed(my.EncoderBlock(*SIZES, 0.0), X, lens)  # noqa: E731
    _learns(student, expected, build, lambda net, X: net(X, lens), [X])


# --- TransformerEncoder


@exercise("TransformerEncoder", points=1)
def test_encoder_padding_changes_nothing(student, draw):
    """Other words in the padding, or other sentences in the batch, give the same encoding at all valid places."""
    words, lens = draw.integers(0, V, 3, TS), torch.tensor([3, 7, 5])
    past = torch.arange(TS) >= lens[:, None]
    other = torch.where(past, (words + 1) % V, words)

    def probe(my):
        net = filled(warmed(my.TransformerEncoder(V, *SIZES, L, 0.0), words, lens), 1).eval()
        return net(words, lens), net(other, lens), net(words[1:], lens[1:])

    whole, changed, alone = student(probe)
    assert_close(changed[~past], whole[~past], "token feature", why="Only padding was changed")
    assert_close(alone[~past[1:]], whole[1:][~past[1:]], "token feature", why="The same sentence in another batch")
    assert_differs(changed[past], whole[past], "encodings of different words at places of padding")


@exercise("TransformerEncoder", points=1)
def test_encoder_drops_positions_and_in_blocks(student, expected, draw):
    """With dropout 1 nothing is left of the words and their places, and in every block nothing but norms."""
    words = draw.integers(0, V, B, TS)
    build = lambda my: warmed(my.TransformerEncoder(V, *SIZES, L, 1.0), words, None)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net.train()(words, None), PLACES)


@exercise("TransformerEncoder", points=2)
def test_encoder_of_every_size(student, expected, draw):
    """Three layers, one layer, biases, no lengths, a length for each token, equal sizes, one word: all are right."""
    rows = draw.lengths(B * TS, TS).reshape(B, TS)
    cases = [((V, *SIZES, 3, 0.3), (B, TS), rows, {}), ((V, *SIZES, 1, 0.0), (1, 1), None, {})]
    cases += [((4, *EQUAL, 4, 0.0), (4, 4), torch.tensor([1, 4, 2, 3]), {})]
    cases += [((V, *SIZES, L, 0.0), (B, TS), None, {"use_bias": True})]
    for sizes, shape, lens, flags in cases:
        words = draw.integers(0, sizes[0], *shape)
        _same_encoder(student, expected, sizes, flags, words, lens)


@exercise("TransformerEncoder", points=1)
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


@exercise("TransformerEncoder", points=1)
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


@exercise("DecoderBlock", points=2)
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


@exercise("DecoderBlock", points=1)
def test_decoder_block_sees_the_whole_source(student, expected, draw):
    """Without lengths every token sees all of the source, with lengths all but its padding, at every step."""
    X, source, lens = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6])
    other = torch.where((torch.arange(TS) >= lens[:, None])[..., None], source + 1, source)

    def run(net):
        cases = ((source, None), (source, lens), (other, lens))
        return [_feed(net, X, [read, known, [None]], steps) for read, known in cases for steps in ([T], [1, 4])]

    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, None, [None]])  # noqa: E731
    _each_same(student, expected, build, run, PLACES)


@exercise("DecoderBlock", points=1)
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


@exercise("DecoderBlock", points=1)
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


@exercise("DecoderBlock", points=1)
def test_decoder_block_drops_what_sublayers_give(student, expected, draw):
    """With dropout 1 only three LayerNorms are left; with 1/2 both attentions sometimes drop a weight."""
    X, source = draw.normal(B, T, H), draw.normal(B, TS, H)
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 1.0, 0), X, [source, None, [None]])  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net.train()(X, [source, None, [None]])[0], PLACES)
    X, source = draw.normal(101, 2, 32), draw.normal(101, 1, 32)

    def probe(my):
        net = my.DecoderBlock(32, 32, 32, 32, [32], 32, 7, 1, 0.5, 0)
        net = filled(warmed(net, X, [source, None, [None]]), 1, 0.2).train()
        leaves = [X.clone().requires_grad_(), source.clone().requires_grad_()]
        grads = gradient(net(leaves[0], [leaves[1], None, [None]])[0][:, 1], leaves)
        return [grad[:, 0].abs().amax(-1) == 0 for grad in grads]

    for deaf, what in zip(student(probe), ("an earlier token", "the source"), strict=True):
        require(bool(deaf.any()), f"in train mode no attention weight on {what} was dropped in 101 sentences")
        require(not bool(deaf.all()), f"no token ever looked at {what}")


@exercise("DecoderBlock", points=1)
def test_decoder_block_of_equal_sizes_and_one_token(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, or when there is one sentence, one token, one word to read."""
    X, source, lens = draw.normal(4, 4, 4), draw.normal(4, 4, 4), torch.tensor([1, 4, 2, 3])
    build = lambda my: warmed(my.DecoderBlock(*EQUAL, 0.0, 0), X, [source, lens, [None]])  # noqa: E731
    run = lambda net: [_feed(net, X, [source, lens, [None]], steps) for steps in ([4], [1, 3])]  # noqa: E731
    _each_same(student, expected, build, run, PLACES)
    one, read = draw.normal(1, 1, H), draw.normal(1, 1, H)
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), one, [read, None, [None]])  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(one, [read, None, [None]])[0], PLACES)


@exercise("DecoderBlock", points=1)
def test_decoder_block_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the tokens and of the source are right."""
    X, source, lens = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6])
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, lens, [None]])  # noqa: E731
    run = lambda net, X, source: _feed(net, X, [source, lens, [None]], [2, 3])  # noqa: E731
    _learns(student, expected, build, run, [X, source])


# --- TransformerDecoder


@exercise("TransformerDecoder", points=2)
def test_decoding_in_pieces(student, expected, draw):
    """With one or several words a step, in either mode, every step has the scores of the whole sentence."""
    words, source, lens = draw.integers(0, V, B, 7), draw.normal(B, TS, H), torch.tensor([3, 6])

    def run(net):
        found = []
        for training in (True, False):
            net.train(training)
            found += [_decode(net, words, source, lens, steps) for steps in ([7], [2, 3, 2], [1, 6], [1] * 7)]
        return found

    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    _each_same(student, expected, build, run, LOGITS, loosen=5, scale=0.4)


@exercise("TransformerDecoder", points=1)
def test_decoder_padding_of_the_source_changes_nothing(student, expected, draw):
    """Other numbers in the padding of the source change no score; without lengths all of the source is read."""
    words, source, lens = draw.integers(0, V, B, T), draw.normal(B, TS, H), torch.tensor([3, 6])
    other = torch.where((torch.arange(TS) >= lens[:, None])[..., None], source + 1, source)
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    run = lambda net: [_decode(net, words, *case, [T]) for case in ((other, lens), (source, None))]  # noqa: E731
    _each_same(student, expected, build, run, LOGITS, loosen=5, scale=0.4)


@exercise("TransformerDecoder", points=1)
def test_decoder_starts_every_sentence_afresh(student, draw):
    """After a sentence, init_state starts the next one from nothing, whatever its length, number and source are."""
    words, source = draw.integers(0, V, 3, T), draw.normal(3, TS, H)

    def probe(my):
        net = filled(_warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, None), 1, 0.4).eval()
        first = _decode(net, words, source, None, [2, 3])
        alone = _decode(net, words[1:2], source[1:2], None, [1, 2, 2])
        started = net.init_state(source, None, "more")
        return first, alone, net(words, started)[0]

    first, alone, again = student(probe)
    assert_close(alone, first[1:2], LOGITS, why="The same sentence in a batch and, later, alone", loosen=5)
    assert_close(again, first, LOGITS, why="The same sentences a second time", loosen=5)


@exercise("TransformerDecoder", points=1)
def test_decoder_of_every_size(student, expected, draw):
    """Three layers, one layer, equal sizes, one word to one source word: all scores are right, in eval mode too."""
    cases = [((V, *SIZES, 3, 0.3), (B, T), TS), ((V, *SIZES, 1, 0.0), (1, 1), 1), ((4, *EQUAL, 4, 0.0), (4, 4), 4)]
    for sizes, shape, read in cases:
        words, source = draw.integers(0, sizes[0], *shape), draw.normal(shape[0], read, sizes[1])
        build = lambda my, a=sizes, w=words, s=source: _warm_decoder(my.TransformerDecoder(*a), w, s, None)  # noqa: E731
        run = lambda net, w=words, s=source: _decode(net, w, s, None, [w.shape[1]])  # noqa: E731
        assert_same_module(student, expected, build, run, LOGITS, scale=0.4)


@exercise("TransformerDecoder", points=1)
def test_decoder_drops_positions_and_in_blocks(student, expected, draw):
    """With dropout 1 nothing is left of words, places and source: norms and the last layer remain."""
    words, source = draw.integers(0, V, B, T), draw.normal(B, TS, H)
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 1.0), words, source, None)  # noqa: E731
    run = lambda net: _decode(net.train(), words, source, None, [T])  # noqa: E731
    assert_same_module(student, expected, build, run, LOGITS)


@exercise("TransformerDecoder", points=1)
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


@exercise("TransformerDecoder", points=1)
def test_decoder_learns_everywhere_in_the_stack(student, expected, draw):
    """Gradients reach every learned number, and that of the source is right."""
    words, source, lens = draw.permutation(V)[None], draw.normal(1, TS, H), torch.tensor([6])
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    run = lambda net, source: net(words, net.init_state(source, lens))[0]  # noqa: E731
    _learns(student, expected, build, run, [source], scale=0.4)


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

"""Visible checks of section 7: the Transformer from its smallest part to its largest. Worked numbers first."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_equal,
    assert_rows_sum_to_one,
    assert_same_module,
    assert_shape,
    assert_zero,
    exercise,
    number,
    require,
    tensor,
)
from autograder.probekit import Largest, attention_weights_of, filled, gradient, warmed

B, T, TS, H, HEADS, FFN, L, V = 2, 5, 7, 12, 3, 11, 2, 13
SIZES = (H, H, H, H, [H], H, FFN, HEADS)
LM, VIT = (V, H, FFN, HEADS), (H, FFN, HEADS)
PLACES, MAPS, LOGITS = "sentence token feature", "sentence head query key", "sentence step word"


# --- PositionWiseFFN


@exercise("PositionWiseFFN", read="Thinking alone: the position-wise network")
def test_a_network_by_hand(student):
    """All learned numbers 1, sizes 2, 3, 1: the position (1, 2) gives 3*4 + 1 = 13, the position (-4, 1) gives 1."""
    X = torch.tensor([[[1.0, 2.0], [-4.0, 1.0]]])

    def probe(my):
        net = warmed(my.PositionWiseFFN(2, 3, 1), X)
        for parameter in net.parameters():
            parameter.data.fill_(1.0)
        return net(X)

    why = "A unit between the layers that is below 0 counts as 0; both layers have a bias"
    assert_close(student(probe), torch.tensor([[[13.0], [1.0]]]), PLACES, why=why)


@exercise("PositionWiseFFN", points=2, needs="test_a_network_by_hand", read="Thinking alone: the position-wise network")
def test_ffn_with_given_weights(student, expected, draw):
    """With the same learned numbers, every position comes out as linear, ReLU, linear."""
    X = draw.normal(2, 3, 5)
    build = lambda my: warmed(my.PositionWiseFFN(5, 7, 11), X)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X), PLACES)


# --- AddNorm


@exercise("AddNorm", read="The shortcut: add and norm")
def test_rows_are_normalised_one_by_one(student):
    """Zero added to the rows (1 2) and (2 3): each row has mean 0 and spread 1 afterwards, so both are (-1 1)."""
    X = torch.tensor([[1.0, 2.0], [2.0, 3.0]])
    got = student(lambda my: my.AddNorm([2], 0.5).eval()(X, 0 * X))
    want = torch.tensor([[-1.0, 1.0], [-1.0, 1.0]])
    assert_close(got, want, "token feature", loosen=10)


@exercise("AddNorm", read="The shortcut: add and norm")
def test_equal_numbers_become_zero(student):
    """Ones added to ones have no spread at all: the normalised sum is zero."""
    got = student(lambda my: my.AddNorm([3, 4], 0.5).eval()(torch.ones(2, 3, 4), torch.ones(2, 3, 4)))
    assert_close(got, torch.zeros(2, 3, 4), PLACES)


@exercise("AddNorm", points=2, needs="test_rows_are_normalised_one_by_one", read="The shortcut: add and norm")
def test_sum_is_normalised(student, expected, draw):
    """With the same learned numbers the output is the normalised sum of both inputs."""
    X, Y = draw.normal(2, 5, 3), 2 * draw.normal(2, 5, 3)
    build = lambda my: warmed(my.AddNorm([3], 0.5), X, Y)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, Y), PLACES)


@exercise("AddNorm", points=1, read="The shortcut: add and norm")
def test_dropout_never_touches_the_shortcut(student, draw):
    """With dropout 1 the second input vanishes in train mode, and the first one stays whole."""
    X, Y = draw.normal(2, 5, 3), 2 * draw.normal(2, 5, 3)

    def probe(my):
        net = filled(warmed(my.AddNorm([3], 1.0), X, Y), 1)
        return net.train()(X, Y), net.eval()(X, 0 * Y)

    dropped, alone = student(probe)
    assert_close(dropped, alone, PLACES, why="Expected the first input alone, normalised")


# --- EncoderBlock


@exercise("EncoderBlock", read="One round: the encoder block")
def test_a_block_keeps_the_shape(student):
    """Two sentences of 100 tokens with 24 features, lengths 3 and 2: the same shape comes out."""
    X, lens = torch.ones(2, 100, 24), torch.tensor([3, 2])
    got = student(lambda my: my.EncoderBlock(24, 24, 24, 24, [100, 24], 24, 48, 8, 0.5).eval()(X, lens))
    assert_shape(got, 2, 100, 24, axes="B T H")


@exercise("EncoderBlock", points=3, needs="test_a_block_keeps_the_shape", read="One round: the encoder block")
def test_block_with_given_weights(student, expected, draw):
    """With the same learned numbers: attention, add and norm, network, add and norm; padding is not looked at."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    build = lambda my: warmed(my.EncoderBlock(*SIZES, 0.0), X, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1, read="One round: the encoder block")
def test_all_dropped_leaves_two_norms(student, expected, draw):
    """With dropout 1 both sublayers fall silent in train mode: the input passes two LayerNorms, and that is all."""
    X = draw.normal(B, T, H)
    build = lambda my: warmed(my.EncoderBlock(*SIZES, 1.0), X, None)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net.train()(X, None), PLACES)


# --- TransformerEncoder


@exercise("TransformerEncoder", read="Reading: the encoder")
def test_encoder_keeps_weights_of_every_layer(student):
    """Two sentences of 100 words: encodings [2 100 24], and in attention_weights a [2*8 100 100] for both layers."""
    words, lens = torch.ones(2, 100, dtype=torch.long), torch.tensor([3, 2])

    def probe(my):
        net = my.TransformerEncoder(200, 24, 24, 24, 24, [100, 24], 24, 48, 8, 2, 0.5).eval()
        return net(words, lens), list(net.attention_weights)

    got, weights = student(probe)
    assert_shape(got, 2, 100, 24, axes="B T H")
    require(len(weights) == 2, f"attention_weights: expected one entry for each of 2 layers, got {len(weights)}")
    for layer in weights:
        _by_head(layer, 2, 8, 100, 100)


@exercise("TransformerEncoder", points=3, read="Reading: the encoder")
def test_encoder_with_given_weights(student, expected, draw):
    """With the same learned numbers: embeddings times sqrt(H), positions once, then one block after the other."""
    words, lens = draw.integers(0, V, B, TS), torch.tensor([3, 7])
    build = lambda my: warmed(my.TransformerEncoder(V, *SIZES, L, 0.0), words, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(words, lens), PLACES)


@exercise("TransformerEncoder", points=1, read="Reading: the encoder")
def test_places_make_a_difference(student, draw):
    """A sentence of one word said seven times has a different encoding at each place."""
    word = draw.integers(0, V, 1, 1).expand(1, TS)
    probe = lambda my: filled(warmed(my.TransformerEncoder(V, *SIZES, L, 0.0), word, None), 1).eval()(word, None)  # noqa: E731
    got = assert_shape(student(probe), 1, TS, H, axes="B T H")
    for place in range(1, TS):
        assert_differs(got[0, place], got[0, place - 1], f"the encodings of one word at places {place - 1} and {place}")


# --- DecoderBlock


@exercise("DecoderBlock", read="Writing: the decoder block")
def test_a_decoder_block_keeps_the_shape(student):
    """100 tokens with 24 features at once, the source has lengths 3 and 2: the same shape comes out, and a state."""
    X, lens = torch.ones(2, 100, 24), torch.tensor([3, 2])

    def probe(my):
        net = my.DecoderBlock(24, 24, 24, 24, [100, 24], 24, 48, 8, 0.5, 0).eval()
        output, state = net(X, [X, lens, [None]])
        return output, state[2][0]

    output, cache = student(probe)
    assert_shape(output, 2, 100, 24, axes="B T H")
    assert_shape(cache, 2, 100, 24, axes="B t+T H")


@exercise("DecoderBlock", points=2, read="Writing: the decoder block")
def test_decoder_block_never_looks_ahead(student, draw):
    """Changing a later token never changes an earlier output, neither in train mode nor in eval mode."""
    X, source = draw.normal(B, T, H), draw.normal(B, TS, H)

    def probe(my):
        net = filled(warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, None, [None]]), 1)
        found = []
        for training in (True, False):
            net.train(training)
            for place in range(1, T):
                other = X.clone()
                other[:, place] += 1
                found.append([net(tokens, [source, None, [None]])[0] for tokens in (X, other)])
        return found

    for case, (before, after) in enumerate(student(probe)):
        mode, place = ("train", "eval")[case // (T - 1)], case % (T - 1) + 1
        why = f"In {mode} mode. Only token {place} was changed, which is later"
        assert_close(after[:, :place], before[:, :place], PLACES, why=why)
        assert_differs(after[:, place], before[:, place], f"the outputs at place {place} for two different tokens")


@exercise("DecoderBlock", points=3, read="Writing: the decoder block")
def test_decoder_block_with_given_weights(student, expected, draw):
    """With the same learned numbers: look back, look over at the source without its padding, network, norms between."""
    X, source, lens = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6])
    build = lambda my: warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, lens, [None]])  # noqa: E731
    run = lambda net: net.train()(X, [source, lens, [None]])[0]  # noqa: E731
    assert_same_module(student, expected, build, run, PLACES)


@exercise("DecoderBlock", points=1, read="Writing: the decoder block")
def test_decoder_block_in_steps(student, draw):
    """Fed token by token, or with two tokens and then three, the block gives what it gives for all of them at once."""
    X, source, lens = draw.normal(B, T, H), draw.normal(B, TS, H), torch.tensor([3, 6])

    def probe(my):
        net = filled(warmed(my.DecoderBlock(*SIZES, 0.0, 0), X, [source, lens, [None]]), 1).eval()
        found = []
        for steps in (1, [2, 3]):
            state, outputs = [source, lens, [None]], []
            for tokens in X.split(steps, dim=1):
                output, state = net(tokens, state)
                outputs.append(output)
            found.append(torch.cat(outputs, dim=1))
        return found, net.train()(X, [source, lens, [None]])[0]

    pieces, whole = student(probe)
    for got, steps in zip(pieces, ("token by token", "two tokens, then three"), strict=True):
        assert_shape(got, B, T, H, axes="B T H")
        assert_close(got, whole, PLACES, why=f"Fed {steps}; expected is all at once, in train mode")


# --- TransformerDecoder


@exercise("TransformerDecoder", read="The writer's page numbers: the decoder")
def test_a_new_sentence_starts_with_empty_caches(student):
    """The first state holds the source, its lengths, and one None for each of three layers."""
    source, lens = torch.ones(2, 7, 12), torch.tensor([3, 2])

    def probe(my):
        state = my.TransformerDecoder(13, *SIZES, 3, 0.0).init_state(source, lens)
        return state[0], state[1], list(state[2])

    got, got_lens, caches = student(probe)
    assert_close(got, source, PLACES)
    assert_close(got_lens, lens, "sentence")
    assert_equal(caches, [None] * 3, "the caches")


@exercise("TransformerDecoder", points=2, read="The writer's page numbers: the decoder")
def test_decoder_with_given_weights(student, expected, draw):
    """With the same learned numbers, a whole sentence at once in train mode has the right scores for each next word."""
    words, source, lens = draw.integers(0, V, B, T), draw.normal(B, TS, H), torch.tensor([3, 6])
    build = lambda my: _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)  # noqa: E731
    run = lambda net: net.train()(words, net.init_state(source, lens))[0]  # noqa: E731
    assert_same_module(student, expected, build, run, LOGITS, scale=0.4)


@exercise("TransformerDecoder", points=2, read="The writer's page numbers: the decoder")
def test_step_by_step_equals_teacher_forcing(student, draw):
    """Writing word by word in eval mode gives, at every step, the scores of the whole sentence at once."""
    words, source, lens = draw.integers(0, V, B, T), draw.normal(B, TS, H), torch.tensor([3, 6])

    def probe(my):
        net = _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)
        net = filled(net, 1, 0.4).eval()
        state, steps = net.init_state(source, lens), []
        for word in words.split(1, dim=1):
            scores, state = net(word, state)
            steps.append(scores)
        return torch.cat(steps, dim=1), net.train()(words, net.init_state(source, lens))[0]

    stepwise, whole = student(probe)
    assert_shape(stepwise, B, T, V, axes="B T V")
    why = "The whole sentence at once, in train mode, is what is expected. At which step does it part?"
    assert_close(stepwise, whole, LOGITS, why=why, loosen=5)


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_never_looks_ahead(student, draw):
    """Changing a later word never changes earlier scores, neither in train mode nor in eval mode."""
    words, source = draw.integers(0, V, B, T), draw.normal(B, TS, H)
    other = words.clone()
    other[:, 3] = (words[:, 3] + 1) % V

    def probe(my):
        net = filled(_warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, None), 1, 0.4)
        found = []
        for training in (True, False):
            net.train(training)
            found.append([net(tokens, net.init_state(source, None))[0] for tokens in (words, other)])
        return found

    for mode, (before, after) in zip(("train", "eval"), student(probe), strict=True):
        why = f"In {mode} mode. Only word 3 was changed, which is later"
        assert_close(after[:, :3], before[:, :3], LOGITS, why=why)
        assert_differs(after[:, 3], before[:, 3], "the scores after two different words")


@exercise("TransformerDecoder", points=1, read="The writer's page numbers: the decoder")
def test_decoder_keeps_two_lists_of_weights(student, draw):
    """attention_weights holds two lists with an entry per layer: looking back (never ahead), and at the source."""
    words, source, lens = draw.integers(0, V, B, T), draw.normal(B, TS, H), torch.tensor([3, 6])

    def probe(my):
        net = _warm_decoder(my.TransformerDecoder(V, *SIZES, L, 0.0), words, source, lens)
        net(words, net.init_state(source, lens))
        return [list(side) for side in net.attention_weights]

    got = student(probe)
    require([len(side) for side in got] == [L, L], f"expected 2 lists of {L}, got {[len(side) for side in got]}")
    back = [_by_head(layer, B, HEADS, T, T) for layer in got[0]]
    over = [_by_head(layer, B, HEADS, T, TS) for layer in got[1]]
    for layer in range(L):
        assert_rows_sum_to_one(back[layer], MAPS)
        assert_rows_sum_to_one(over[layer], MAPS)
        assert_zero(back[layer].triu(1), MAPS, why="This is a later word")
        past = torch.arange(TS) >= lens[:, None, None, None]
        assert_zero(torch.where(past, over[layer], 0.0), MAPS, why="This is padding of the source")


# --- make_translator


@exercise("make_translator", read="The translator")
def test_a_translator_scores_the_words_of_the_target(student):
    """Sentences of 7 source words and of 5 target words, 11 and 13 words to choose from: scores are [2 5 13]."""
    source, target = torch.ones(2, 7, dtype=torch.long), torch.ones(2, 5, dtype=torch.long)
    got = student(
        lambda my: my.make_translator(11, 13, 12, 2, 3, 17, 0.1).eval()(source, target, torch.tensor([3, 7]))[0]
    )
    assert_shape(got, 2, 5, 13, axes="B T V")


@exercise("make_translator", points=2, read="The translator")
def test_translator_with_given_weights(student, expected, draw):
    """With the same learned numbers, an encoder and a decoder of these sizes give the right scores."""
    source, target, lens = draw.integers(0, 11, B, TS), draw.integers(0, 13, B, T), torch.tensor([3, 6])
    build = lambda my: warmed(my.make_translator(11, 13, 12, 2, 3, 17, 0.0), source, target, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(source, target, lens)[0], LOGITS, scale=0.4)


# --- count_parameters


@exercise("count_parameters", read="Exercise 1: deeper")
def test_the_smallest_translator_by_hand(student):
    """One layer, 2 features, 3 hidden units, 5 and 7 words: words 24, blocks 41 and 61, on top 21; in all 147."""
    assert_equal(student(lambda my: _whole(my.count_parameters(1, 2, 3, 5, 7))), 147, "learned numbers")


@exercise("count_parameters", points=2, read="Exercise 1: deeper")
def test_parameters_of_drawn_sizes(student, expected, draw):
    """For any numbers of layers, features, hidden units and words the count is right."""
    cases = [tuple(draw.permutation(60)[:5].add(2).tolist()) for _ in range(7)]
    probe = lambda my: [_whole(my.count_parameters(*case)) for case in cases]  # noqa: E731
    for got, want, case in zip(student(probe), expected(probe), cases, strict=True):
        assert_equal(got, want, f"learned numbers for {case}")


# --- AdditiveMultiHeadAttention


@exercise("AdditiveMultiHeadAttention", read="Exercise 2: another scorer in the heads")
def test_additive_heads_share_the_weight_of_equal_keys(student):
    """Equal keys, lengths 3 and 2: in both heads the valid keys of example 0 get 1/3, those of example 1 get 1/2."""
    X, Y = torch.ones(2, 5, 6), torch.ones(2, 7, 6)

    def probe(my):
        net = my.AdditiveMultiHeadAttention(6, 6, 6, 6, 2, 0.5).eval()
        return net(X, Y, Y, torch.tensor([3, 2])), attention_weights_of(net)

    output, weights = student(probe)
    assert_shape(output, 2, 5, 6, axes="B Tq H")
    want = torch.zeros(2, 2, 5, 7)
    want[0, ..., :3], want[1, ..., :2] = 1 / 3, 1 / 2
    assert_close(_by_head(weights, 2, 2, 5, 7), want, MAPS)


@exercise("AdditiveMultiHeadAttention", points=2, read="Exercise 2: another scorer in the heads")
def test_one_additive_head_with_given_weights(student, expected, draw):
    """With one head and the same learned numbers: project, score additively, average the values, project again."""
    queries, keys, values = draw.normal(2, 5, 11), draw.normal(2, 7, 13), draw.normal(2, 7, 17)
    inputs = [queries, keys, values, torch.tensor([3, 6])]
    build = lambda my: warmed(my.AdditiveMultiHeadAttention(13, 11, 17, 6, 1, 0.3), *inputs)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(*inputs), "batch query feature")


@exercise("AdditiveMultiHeadAttention", read="Exercise 2: another scorer in the heads")
def test_additive_heads_are_not_all_alike(student, draw):
    """Every head has features of its own to look at, so three heads have three different maps."""
    X = draw.normal(2, 5, 12)

    def probe(my):
        net = filled(warmed(my.AdditiveMultiHeadAttention(12, 12, 12, 12, 3, 0.0), X, X, X, None), 1).eval()
        net(X, X, X, None)
        return attention_weights_of(net)

    maps = _by_head(student(probe), 2, 3, 5, 5)
    assert_rows_sum_to_one(maps, MAPS)
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert_differs(maps[:, one], maps[:, other], f"the maps of head {one} and head {other}")


# --- CausalLanguageModel


@exercise("CausalLanguageModel", read="Exercise 3: a language model")
def test_every_word_is_scored_at_every_place(student, draw):
    """Two sentences of five words give raw scores [2 5 13] of 13 words: no softmax, and not its logarithm."""
    words = draw.integers(0, V, B, T)
    probe = lambda my: filled(warmed(my.CausalLanguageModel(*LM, L, 0.1), words), 1, 0.3).eval()(words)  # noqa: E731
    logits = assert_shape(student(probe), B, T, V, axes="B T V")
    _raw(logits)


@exercise("CausalLanguageModel", points=2, read="Exercise 3: a language model")
def test_language_model_never_looks_ahead(student, draw):
    """Changing a later word never changes earlier scores, neither in train mode nor in eval mode."""
    words = draw.integers(0, V, B, T)

    def probe(my):
        net = filled(warmed(my.CausalLanguageModel(*LM, L, 0.0), words), 1, 0.3)
        found = []
        for training in (True, False):
            net.train(training)
            for place in range(1, T):
                other = words.clone()
                other[:, place] = (words[:, place] + 1) % V
                found.append([net(tokens) for tokens in (words, other)])
        return found

    for case, (before, after) in enumerate(student(probe)):
        mode, place = ("train", "eval")[case // (T - 1)], case % (T - 1) + 1
        assert_shape(before, B, T, V, axes="B T V")
        why = f"In {mode} mode. Only word {place} was changed, which is later"
        assert_close(after[:, :place], before[:, :place], LOGITS, why=why)
        assert_differs(after[:, place], before[:, place], f"the scores after two different words at place {place}")


@exercise("CausalLanguageModel", read="Exercise 3: a language model")
def test_language_model_remembers_the_first_word(student, draw):
    """What comes next depends on all words so far: changing the first word changes all scores after it."""
    words = draw.integers(0, V, B, T)
    other = words.clone()
    other[:, 0] = (words[:, 0] + 1) % V

    def probe(my):
        net = filled(warmed(my.CausalLanguageModel(*LM, 1, 0.0), words), 1, 0.3).eval()
        return net(words), net(other)

    before, after = student(probe)
    for place in range(T):
        assert_differs(after[:, place], before[:, place], f"the scores at place {place} for two different first words")


@exercise("CausalLanguageModel", points=1, read="Exercise 3: a language model")
def test_language_model_knows_the_order(student, draw):
    """Exchanging two earlier words changes the scores after the last one, though the words are the same."""
    words = draw.permutation(V)[None, :T]
    other = words[:, [1, 0, *range(2, T)]]

    def probe(my):
        net = filled(warmed(my.CausalLanguageModel(*LM, 1, 0.0), words), 1, 0.3).eval()
        return net(words), net(other)

    before, after = student(probe)
    assert_differs(after[:, -1], before[:, -1], "the scores after the same words in another order")


@exercise("CausalLanguageModel", points=1, read="Exercise 3: a language model")
def test_language_model_has_layers_of_its_own(student, draw):
    """Each layer adds learned numbers of its own, the network's width counts in each, and each of them learns."""
    words = draw.permutation(V)[None]
    cases = ((11, 1), (11, 2), (11, 3), (12, 3))

    def probe(my):
        build = lambda width, layers: warmed(my.CausalLanguageModel(V, H, width, HEADS, layers, 0.0), words)  # noqa: E731
        sizes = [sum(p.numel() for p in build(*case).parameters()) for case in cases]
        nets = [filled(build(11, layers), 1) for layers in (1, 2, 3)]
        return sizes, [_slopes_of_matrices(net, net(words)) for net in nets]

    sizes, grads = student(probe)
    _layers_grow(sizes)
    one, two, three = (sum(number(size) > 1e-9 for size in found) for found in grads)
    why = f"matrices that a gradient reaches with 1, 2, 3 layers: {one}, {two}, {three}. Does each layer learn?"
    require(three - two == two - one >= 2, why)
    require(2 * one - two == 2 * len(grads[0]) - len(grads[1]), "no gradient reaches some matrix outside of the layers")


# --- attention_cost


@exercise("attention_cost", read="Exercise 4: what a long text costs")
def test_ten_tokens_by_hand(student):
    """10 tokens of 6 features, 2 heads, 1 example: 2*10*10 weights are 800 bytes; two products of 10*10*6 are 1200."""
    assert_equal(student(lambda my: [_whole(x) for x in my.attention_cost(10, 6, 2, 1)]), [800, 1200], "the cost")


@exercise("attention_cost", points=2, read="Exercise 4: what a long text costs")
def test_cost_of_drawn_sizes(student, expected, draw):
    """For any numbers of tokens, features, heads and examples both costs are right."""
    cases = []
    for _ in range(7):
        n, size, heads, batch = (draw.permutation(60)[:4] + 2).tolist()
        cases.append((n, size * heads, heads, batch))
    probe = lambda my: [[_whole(x) for x in my.attention_cost(*case)] for case in cases]  # noqa: E731
    for got, want, case in zip(student(probe), expected(probe), cases, strict=True):
        assert_equal(got, want, f"the cost for {case}")


# --- sliding_window_attention


@exercise("sliding_window_attention", read="Exercise 5: only the neighbours")
def test_window_zero_gives_the_values(student):
    """With window 0 a query sees only the key at its own place, so the values come back."""
    X, values = torch.arange(6.0).reshape(1, 3, 2), torch.tensor([[[1.0], [5.0], [2.0]]])
    assert_close(student(lambda my: my.sliding_window_attention(X, X, values, 0)), values, PLACES)


@exercise("sliding_window_attention", read="Exercise 5: only the neighbours")
def test_window_one_averages_neighbours(student):
    """Equal scores and window 1: the values 2, 4, 9, 6 become 3 (of two), 5, 19/3 (of three) and 7.5 (of two)."""
    X, values = torch.zeros(1, 4, 2), torch.tensor([[[2.0], [4.0], [9.0], [6.0]]])
    got = student(lambda my: my.sliding_window_attention(X, X, values, 1))
    want = torch.tensor([[[3.0], [5.0], [19 / 3], [7.5]]])
    assert_close(got, want, PLACES, why="At the ends there is no token outside that could take weight")


@exercise("sliding_window_attention", points=2, read="Exercise 5: only the neighbours")
def test_window_equals_a_band_of_the_full_attention(student, draw):
    """The output is that of full attention whose scores off a band along the diagonal are hidden."""
    queries, keys, values = draw.normal(2, 11, 5), draw.normal(2, 11, 5), draw.normal(2, 11, 3)
    got = student(lambda my: my.sliding_window_attention(queries, keys, values, 2))
    place = torch.arange(11)
    far = (place[:, None] - place).abs() > 2
    scores = (queries @ keys.mT / 5**0.5).masked_fill(far, -torch.inf)
    assert_close(got, torch.softmax(scores, -1) @ values, PLACES)


@exercise("sliding_window_attention", points=1, read="Exercise 5: only the neighbours")
def test_window_makes_nothing_as_large_as_all_pairs(student, draw):
    """For 67 tokens and window 1 no tensor on the way, mask included, is as large as 67 times 67."""
    queries, keys, values = draw.normal(1, 67, 2), draw.normal(1, 67, 2), draw.normal(1, 67, 3)

    def probe(my):
        with Largest() as seen:
            got = my.sliding_window_attention(queries, keys, values, 1)
        return got, seen.elements

    got, largest = student(probe)
    assert_shape(got, 1, 67, 3, axes="B n Dv")
    limit = (67 + 2) * 3 * 3
    require(largest <= limit, f"expected no tensor of more than {limit} elements on the way, one has {int(largest)}")


# --- patchify


@exercise("patchify", read="Exercise 6: images without convolutions")
def test_an_image_of_four_patches(student):
    """The numbers 0 to 15 in rows of four, cut 2 by 2: 0 1 4 5, then 2 3 6 7, then 8 9 12 13, then 10 11 14 15."""
    image = torch.arange(16.0).reshape(1, 1, 4, 4)
    want = torch.tensor([[[0.0, 1, 4, 5], [2, 3, 6, 7], [8, 9, 12, 13], [10, 11, 14, 15]]])
    assert_close(student(lambda my: my.patchify(image, 2)), want, "image patch number")


@exercise("patchify", points=2, read="Exercise 6: images without convolutions")
def test_patches_with_channels(student, expected, draw):
    """Wide images with several channels: patches in reading order; within a patch one channel after the other."""
    images = draw.normal(2, 5, 6, 9)
    probe = lambda my: my.patchify(images, 3)  # noqa: E731
    assert_close(student(probe), expected(probe), "image patch number")


# --- VisionTransformer


@exercise("VisionTransformer", read="Exercise 6: images without convolutions")
def test_every_image_gets_a_score_for_each_class(student, draw):
    """Two images get raw scores of five classes, [2 5], and each of them gets the same when it is alone."""
    images = draw.normal(2, 3, 6, 6)

    def probe(my):
        net = filled(warmed(my.VisionTransformer(6, 2, 3, 5, *VIT, 2, 0.1), images), 1, 0.3).eval()
        return net(images), net(images[1:])

    logits, alone = student(probe)
    assert_shape(logits, 2, 5, axes="B classes")
    _raw(logits)
    assert_close(alone, logits[1:], "image class", why="The same image alone and in a batch")


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_every_patch_counts(student, draw):
    """Changing any one of the nine patches of an image changes its scores."""
    images = draw.normal(9, 3, 6, 6)
    other = images.clone()
    for patch in range(9):
        row, column = 2 * (patch // 3), 2 * (patch % 3)
        other[patch, :, row : row + 2, column : column + 2] += 1

    def probe(my):
        net = filled(warmed(my.VisionTransformer(6, 2, 3, 5, *VIT, 1, 0.0), images), 1, 0.3).eval()
        return net(images), net(other)

    before, after = student(probe)
    assert_shape(before, 9, 5, axes="B classes")
    for patch in range(9):
        what = f"the scores before and after a change in patch {patch} (in reading order)"
        assert_differs(after[patch], before[patch], what)


@exercise("VisionTransformer", points=1, read="Exercise 6: images without convolutions")
def test_places_of_patches_count(student, draw):
    """An image whose two halves have changed places has other scores, though its patches are the same."""
    images = draw.normal(3, 3, 4, 4)
    swapped = images.roll(2, dims=-1)

    def probe(my):
        net = filled(warmed(my.VisionTransformer(4, 2, 3, 5, *VIT, 1, 0.0), images), 1, 0.3).eval()
        return net(images), net(swapped)

    before, after = student(probe)
    assert_differs(after, before, "the scores of an image and of the same patches in another order")


@exercise("VisionTransformer", points=2, read="Exercise 6: images without convolutions")
def test_vision_model_has_layers_of_its_own(student, draw):
    """Each layer adds learned numbers of its own, the network's width counts in each, and all of them learn."""
    images = draw.normal(5, 2, 6, 6)
    cases = ((11, 1), (11, 2), (11, 3), (12, 3), (11, 3, 6))

    def probe(my):
        build = lambda width, layers, classes=5: warmed(  # noqa: E731
            my.VisionTransformer(6, 2, 2, classes, H, width, HEADS, layers, 0.0), images
        )
        sizes = [sum(p.numel() for p in build(*case).parameters()) for case in cases]
        net = filled(build(11, 3), 1)
        return sizes, _slopes_of_matrices(net, net(images))

    sizes, grads = student(probe)
    _layers_grow(sizes[:4])
    require(number(sizes[4]) - number(sizes[2]) >= H, "a class is scored by all features of a token, or of their mean")
    require(all(number(size) > 1e-9 for size in grads), "no gradient reaches some of the learned numbers")


def _raw(logits):
    """Rows of scores may be anything, and do not happen to be probabilities or their logarithms."""
    require(bool((logits.sum(-1) - 1).abs().max() > 1e-3), "the scores of a row sum to 1. Was a softmax applied?")
    total = logits.logsumexp(-1).abs().max()
    require(bool(total > 1e-3), "the scores are logarithms of probabilities. Was a log_softmax applied?")


def _slopes_of_matrices(net, output):
    """The largest gradient in each learned matrix (a bias of keys never gets one: all scores rise alike)."""
    matrices = [parameter for parameter in net.parameters() if parameter.dim() > 1]
    return [0.0 if grad is None else grad.abs().max() for grad in gradient(output, matrices)]


def _layers_grow(sizes):
    """Learned numbers for 1, 2, 3 layers, and for 3 with a network one unit wider."""
    one, two, three, wider = (int(number(size)) for size in sizes)
    require(
        three - two == two - one > 0, f"learned numbers for 1, 2, 3 layers: {one}, {two}, {three}. Is each its own?"
    )
    require(wider - three >= 3 * 2 * H, "ffn_num_hiddens should make the network of each of the three layers wider")


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

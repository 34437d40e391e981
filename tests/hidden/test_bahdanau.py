"""Hidden checks of section 4: what decides. Read in order they say what attention does for a translator."""

import warnings

import torch

from autograder.checks import (
    assert_close,
    assert_equal,
    assert_rows_sum_to_one,
    assert_same_module,
    assert_unchanged,
    exercise,
    number,
    require,
)
from autograder.probekit import Actor, Pupil, Words, filled, flat, gradient, steps_of, warmed

SCORES, WEIGHTS = "sentence step word", "sentence query key"
B, T, TK, E, H, L, V = 3, 5, 7, 11, 13, 2, 17
SOURCE = Words(["<unk>", "<eos>", "go", "<pad>", "<bos>", "home", ".", "he", "they"])
TARGET = Words(["<unk>", ".", "<bos>", "<pad>", ",", "<eos>", "vais", "vas", "la", "a", "al"])


# --- masked_cross_entropy


@exercise("masked_cross_entropy", points=2)
def test_loss_on_odd_sizes(student, expected, draw):
    """Sentences, steps and words of different numbers, with lengths from one to all, and word 0 among the labels."""
    scores, label = 3 * draw.normal(5, 7, 11), draw.permutation(35).reshape(5, 7) % 11
    lens = torch.cat([torch.tensor([1, 7]), draw.lengths(3, 7)])
    probe = lambda my: my.masked_cross_entropy(scores, label, lens)  # noqa: E731
    assert_close(student(probe), expected(probe), "sentence")


@exercise("masked_cross_entropy", points=1)
def test_loss_on_equal_sizes_and_of_one_token(student, expected, draw):
    """Nothing is mixed up when there are as many sentences as steps and words, or one sentence, or one step."""
    cases = [
        (draw.normal(3, 3, 3), draw.integers(0, 3, 3, 3), torch.tensor([2, 3, 1])),
        (draw.normal(1, 3, 5), draw.integers(0, 5, 1, 3), torch.tensor([2])),
        (draw.normal(3, 1, 5), draw.integers(0, 5, 3, 1), torch.tensor([1, 1, 1])),
        (draw.normal(1, 1, 2), draw.integers(0, 2, 1, 1), torch.tensor([1])),
    ]
    probe = lambda my: [my.masked_cross_entropy(*case) for case in cases]  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, "sentence")


@exercise("masked_cross_entropy", points=1)
def test_loss_teaches_by_valid_tokens_only(student, expected, draw):
    """Gradients reach the scores of valid tokens, and none the scores of padding."""
    scores, label, lens = draw.normal(3, 5, 7), draw.integers(0, 7, 3, 5), torch.tensor([2, 5, 1])

    def probe(my):
        mine = scores.clone().requires_grad_()
        return gradient(my.masked_cross_entropy(mine, label, lens), [mine])[0]

    got, want = student(probe), expected(probe)
    require(got is not None, "no gradient reaches the scores")
    assert_close(got, want, SCORES, why="This is the gradient of the scores")


@exercise("masked_cross_entropy", points=1)
def test_loss_changes_nothing_it_is_given(student, draw):
    """Scores, labels and lengths that were passed in are not changed by the call."""
    given = draw.normal(3, 5, 7), draw.integers(0, 7, 3, 5), torch.tensor([2, 5, 1])

    def probe(my):
        mine = [each.clone() for each in given]
        my.masked_cross_entropy(*mine)
        return mine

    for after, before, name in zip(student(probe), given, ("scores", "labels", "lengths"), strict=True):
        assert_unchanged(after, before, f"the tensor of {name}")


# --- Seq2SeqAttentionDecoder


@exercise("Seq2SeqAttentionDecoder", points=2)
def test_decoder_agrees_on_odd_sizes(student, expected, draw):
    """With the same learned numbers scores and weights are right, for two layers and lengths of the sources."""
    _same_decoder(student, expected, draw, "Seq2SeqAttentionDecoder", (B, T, TK, E, H, L, V), dropout=0.3)


@exercise("Seq2SeqAttentionDecoder", points=1)
def test_decoder_agrees_on_equal_sizes(student, expected, draw):
    """Nothing is mixed up with as many sentences as steps, source words, layers, embedding and hidden units."""
    _same_decoder(student, expected, draw, "Seq2SeqAttentionDecoder", (3, 3, 3, 3, 3, 3, 5))


@exercise("Seq2SeqAttentionDecoder", points=1)
def test_decoder_of_one_sentence_and_one_word(student, expected, draw):
    """One sentence, one word to read, one word in the source: nothing is lost where a size is one."""
    _same_decoder(student, expected, draw, "Seq2SeqAttentionDecoder", (1, 1, 5, E, H, L, V), lens=[3])
    _same_decoder(student, expected, draw, "Seq2SeqAttentionDecoder", (1, 3, 1, 1, 5, L, V), lens=[1])


@exercise("Seq2SeqAttentionDecoder", points=1)
def test_decoder_drops_weights_and_states_between_layers(student, expected, draw):
    """Dropout acts on the attention weights and between the layers of the GRU, and nowhere else."""
    _drops_everything(student, expected, draw, "Seq2SeqAttentionDecoder")


@exercise("Seq2SeqAttentionDecoder", points=1)
def test_decoder_keeps_the_weights_of_its_last_call(student, draw):
    """After each call there is one set of weights for each word of it, before dropout: its rows sum to one."""
    words, enc = draw.integers(0, V, B, T), (draw.normal(TK, B, H), draw.normal(L, B, H))

    def probe(my):
        net = _ready(my.Seq2SeqAttentionDecoder(V, E, H, L, 0.5), words, enc).train()
        net(words, net.init_state(enc, None))
        first = list(net.attention_weights)
        net(words[:, :2], net.init_state(enc, None))
        return first, list(net.attention_weights)

    for weights, steps in zip(student(probe), (T, 2), strict=True):
        require(len(weights) == steps, f"a call with {steps} words should leave {steps} weights, not {len(weights)}")
        for step in weights:
            require(tuple(step.shape) == (B, 1, TK), f"weights of a step: expected [3 1 7], got {list(step.shape)}")
            assert_rows_sum_to_one(step, WEIGHTS)


@exercise("Seq2SeqAttentionDecoder", points=1)
def test_decoder_learns_from_every_part(student, expected, draw):
    """In train mode gradients reach all that the encoder gave but the padding, and every learned number."""
    _learns(student, expected, draw, "Seq2SeqAttentionDecoder")


@exercise("Seq2SeqAttentionDecoder", points=1)
def test_decoder_never_mixes_sentences(student, draw):
    """A sentence alone gives what it gives in a batch, and what was read before leaves no trace."""
    words, outputs, hidden = draw.integers(0, V, B, T), draw.normal(TK, B, H), draw.normal(L, B, H)
    lens = torch.tensor([2, 7, 4])

    def probe(my):
        net = _ready(my.Seq2SeqAttentionDecoder(V, E, H, L), words, (outputs, hidden))
        return [
            net(words[rows], net.init_state((outputs[:, rows], hidden[:, rows]), lens[rows]))[0][-1]
            for rows in (slice(0, 2), slice(0, 3), slice(1, 2), slice(2, 3))
        ]

    two, three, second, third = student(probe)
    assert_close(second, two, "step word", why="The same sentence alone and in a batch")
    assert_close(third, three, "step word", why="The same sentence alone and in a batch")


# --- train_seq2seq


@exercise("train_seq2seq", points=2)
def test_training_steps_use_the_gradient_of_their_batch(student, expected, draw):
    """Each step uses the gradient of the mean loss over its batch's valid tokens, shortened to length 1 if longer."""
    batches = _batches(draw)

    def probe(my):
        found = []
        for scale in (0.3, 3.0):
            net = Pupil(11, 1, scale)
            found.append(steps_of(net, lambda net=net: my.train_seq2seq(net, _copies(batches), 0.0, 1, TARGET)))
        return found

    for got, want in zip(student(probe), expected(probe), strict=True):
        if got:  # an optimizer written by hand is seen by what it does to the parameters
            require(len(got) == len(want), f"expected a step for each batch, {len(want)} in all, got {len(got)}")
            why = "This is the gradient as the optimizer used it"
            assert_close(torch.stack(list(got)), torch.stack(want), "step parameter", why=why, loosen=5)


@exercise("train_seq2seq", points=1)
def test_training_asks_the_net_batch_by_batch(student, expected, draw):
    """In train mode each batch of each epoch is read as <bos> and its target but the last token, with all lengths."""
    short = draw.integers(0, 11, 2, 3), draw.lengths(2, 3), draw.integers(0, 11, 2, 1), torch.tensor([1, 1])
    square = draw.integers(0, 11, 3, 3), draw.lengths(3, 3), draw.integers(0, 11, 3, 3), torch.tensor([3, 1, 2])
    first, *others = _batches(draw)

    def probe(my):
        net = Pupil(11, 1).eval()
        my.train_seq2seq(net, Passes([first, short, square], others), 1e-3, 2, TARGET)
        return net.calls

    got, want = student(probe), expected(probe)
    assert_equal(len(got), len(want), "how often the net was called")
    for mine, theirs in zip(got, want, strict=True):
        require(mine["training"], "the net was called in eval mode")
        assert_close(mine["input"], theirs["input"], "sentence step", why="This is the input of the decoder")
        assert_close(mine["source"], theirs["source"], "sentence step", why="This is the source")
        require(len(mine["lengths"]) == 1, "the net should be given the lengths of the sources")
        assert_close(mine["lengths"][0], theirs["lengths"][0], "sentence", why="These are the lengths of the sources")


@exercise("train_seq2seq", points=1)
def test_training_moves_the_parameters_as_adam_does(student, expected, draw):
    """After two epochs, with short and with long gradients, every parameter is where one Adam optimizer takes it."""
    batches = _batches(draw)

    def probe(my):
        found = []
        for scale in (1.0, 3.0):
            net = Pupil(11, 1, scale)
            steps = steps_of(net, lambda net=net: my.train_seq2seq(net, _copies(batches), 0.05, 2, TARGET))
            found.append((steps, flat(net)))
        return found

    for (_, got), (steps, want) in zip(student(probe), expected(probe), strict=True):
        sizes = torch.stack(steps).abs()  # Adam may turn rounding of a tiny gradient into a whole step
        firm = ((sizes > 1e-4) | (sizes == 0)).all(0)
        assert_close(got[firm], want[firm], "parameter", why="These are the parameters in the end", loosen=5)


@exercise("train_seq2seq", points=1)
def test_training_tells_the_loss_of_each_epoch(student, expected, draw):
    """There is one plain number for each epoch: the mean loss per valid token of that epoch, as the net learned."""
    batches = _batches(draw)

    def probe(my):
        losses = my.train_seq2seq(Pupil(11, 1, 1.0), _copies(batches), 0.05, 3, TARGET)
        entries = losses if isinstance(losses, list | tuple) else [losses]
        return losses, any(getattr(entry, "requires_grad", False) for entry in entries)

    (losses, with_graph), (want, _) = student(probe), expected(probe)
    assert_close(losses, want, "epoch", loosen=5)
    require(not with_graph, "the losses are no plain numbers: the graphs of all batches hang on them")


@exercise("train_seq2seq", points=1)
def test_training_starts_from_the_parameters_it_is_given(student, draw):
    """At learning rate 0 the net stays what it was: nothing is initialised again."""
    batches = _batches(draw)

    def probe(my):
        net = Pupil(11, 1)
        before = flat(net)
        my.train_seq2seq(net, _copies(batches), 0.0, 2, TARGET)
        return before, flat(net)

    before, after = student(probe)
    assert_close(after, before, "parameter", why="The learning rate is 0")


# --- bleu


@exercise("bleu", points=2)
def test_bleu_takes_the_runs_of_every_length(student, expected, draw):
    """For k from 1 to 6 all shorter runs count too, each with its own exponent."""
    pairs = []
    for size in (9, 11, 13):
        label = draw.integers(0, 7, size).tolist()
        changed = draw.permutation(size - 7)[:2].tolist()  # a run of 6 words stays
        pred = [9 if place in changed else word for place, word in enumerate(label)][:-1]
        pairs += [
            (*texts, k) for texts in ((_text(pred), _text(label)), (_text(label), _text(pred))) for k in range(1, 7)
        ]
    _same_scores(student, expected, pairs)


@exercise("bleu", points=1)
def test_bleu_matches_each_run_of_the_label_once(student, expected, draw):
    """A run of words that the prediction repeats is matched only as often as the label has it."""
    pairs = []
    for size in (3, 5, 7):
        word, other = draw.permutation(9)[:2].tolist()
        pairs += [(_text([word] * size), _text([word, other] + [word] * (size - 3) + [other]), k) for k in (1, 2)]
        pairs += [(_text([word, other] * size), _text([other, word] * 2 + [other] * size), k) for k in (1, 2, 3)]
    _same_scores(student, expected, pairs)


@exercise("bleu", points=1)
def test_bleu_of_words_not_letters(student, expected, draw):
    """Words are compared as wholes: "vas" and "vais" share letters, and no word."""
    pairs = [("vas vais va", "vais va vas", 2), ("la", "l a", 1), ("a la", "al a", 2), ("va", "vas vais", 1)]
    pairs += [(_text(6 + draw.permutation(5)[:3]), _text(6 + draw.permutation(5)[:4]), 1) for _ in range(3)]
    _same_scores(student, expected, pairs)


@exercise("bleu", points=2)
def test_bleu_of_predictions_shorter_than_k(student, expected, draw):
    """Runs longer than the prediction don't count, runs longer than the label do; nothing said scores 0."""
    words = TARGET.to_tokens(draw.permutation(8))
    pairs = [(" ".join(words[:m]), " ".join(words[:n]), k) for m, n, k in ((1, 1, 4), (2, 3, 3), (3, 3, 5), (1, 4, 2))]
    pairs += [("", " ".join(words), 1), ("", words[0], 4), (" ".join(words[:5]), " ".join(words[:2]), 3)]
    _same_scores(student, expected, pairs)


# --- translate


@exercise("translate", points=2)
def test_translating_asks_step_by_step(student, expected, draw):
    """The state is handed on, the words chosen are read one by one, and the decoder is not asked again after <eos>."""
    scores = _script(draw, [1, *(draw.permutation(11) % 5).tolist(), 5, 1, 1])
    cases = [(_source(draw, 4), 17), (_source(draw, 3), 7), (_source(draw, 2), 1)]

    def probe(my):
        found = []
        for source, num_steps in cases:
            net = Actor(scores, torch.ones(len(scores), num_steps), 9)
            text = my.translate(net, source, SOURCE, TARGET, num_steps)[0]
            found.append([text, [call["input"].tolist() for call in net.decoder.heard]])
        return found

    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_equal(got[1], want[1], "words that the decoder was given")
        assert_equal(got[0], want[0], "the translation")


@exercise("translate", points=2)
def test_translating_prepares_the_source(student, expected, draw):
    """Encoder and first state get the source with <eos>, padded or cut, and its length without padding."""
    scores = _script(draw, [5])
    cases = [(_source(draw, words), num_steps) for words, num_steps in ((3, 7), (5, 5), (5, 6), (7, 5), (2, 1))]
    cases.append((_source(draw, 2) + " never", 7))

    def probe(my):
        found = []
        for source, num_steps in cases:
            net = Actor(scores, torch.ones(1, num_steps), 9)
            my.translate(net, source, SOURCE, TARGET, num_steps)
            found.append([net.encoder.heard, net.decoder.started])
        return found

    for (source, _), got, want in zip(cases, student(probe), expected(probe), strict=True):
        (heard, started), (want_heard, want_started) = got, want
        require(len(heard) == len(started) == 1, "encoder and init_state should be called once for a sentence")
        assert_close(heard[0]["source"], want_heard[0]["source"], "sentence step", why=f"What is read of {source!r}")
        for lens in (heard[0]["lengths"], started[0]["lengths"]):
            require(len(lens) == 1, "encoder and init_state should be given the length of the source")
            assert_close(lens[0], want_heard[0]["lengths"][0], "sentence", why=f"The length of {source!r}")
        for mine, theirs in zip(started[0]["outputs"], want_started[0]["outputs"], strict=True):
            assert_close(mine, theirs, why="What the encoder gave is what the first state is made of")


@exercise("translate", points=1)
def test_translating_switches_dropout_off(student, draw):
    """Translating only uses the net: in eval mode, without gradients, and afterwards it can learn as before."""
    scores, source = _script(draw, [1, 4, 5]), _source(draw, 3)

    def probe(my):
        found = []
        for parts in ((), ("encoder",), ("decoder",)):
            net = Actor(scores, torch.ones(3, 7), 9).eval()
            for part in parts:
                getattr(net, part).train()
            before = [module.training for module in net.modules()]
            with torch.enable_grad():  # puts back what is switched off for good
                my.translate(net, source, SOURCE, TARGET, 7)
                learns = torch.is_grad_enabled(), all(p.requires_grad for p in net.parameters())
            switched = any(m.training and not was for m, was in zip(net.modules(), before, strict=True))
            modes = [call["training"] for call in net.encoder.heard + net.decoder.heard]
            found.append((modes, [call["gradients"] for call in net.decoder.heard], switched, learns))
        return found

    for modes, gradients, switched, learns in student(probe):
        require(modes != [] and not any(modes), "encoder or decoder was called in train mode, so its dropout was on")
        require(not any(gradients), "the decoder was called with gradients switched on, so a graph was built")
        require(not switched, "a part of the net that came in eval mode is in train mode afterwards")
        require(learns[0], "gradients are still switched off afterwards, for everything")
        require(learns[1], "parameters of the net ask for no gradient afterwards")


@exercise("translate", points=1)
def test_translating_keeps_the_weights_of_every_step(student, draw):
    """When asked for, the weights of each step are kept, also of the one that gave <eos>; else none."""
    scores, weights = _script(draw, [1, 4, 8, 5, 1]), draw.uniform(5, 7)

    def probe(my):
        found = []
        for num_steps, how in ((7, {"save_attention_weights": True}), (3, {"save_attention_weights": True}), (7, {})):
            net = Actor(scores, weights[:, :num_steps], 9)
            found.append(my.translate(net, "go .", SOURCE, TARGET, num_steps, **how)[1])
        return found

    four, three, none = student(probe)
    for got, want in ((four, weights[:4, :7]), (three, weights[:3, :3])):
        assert_equal(len(got), len(want), "steps whose weights were kept")
        kept = torch.stack([_numbers(step) for step in got])
        assert_close(kept, want, "step key", why="These are the weights that were kept")
    require(not none, f"no weights were asked for, so none should come back, got {len(none or [])}")


# --- the variants


@exercise("LSTMAttentionDecoder", points=2)
def test_lstm_agrees_on_odd_sizes(student, expected, draw):
    """With the same learned numbers scores and weights are right, for two layers and lengths of the sources."""
    _same_decoder(student, expected, draw, "LSTMAttentionDecoder", (B, T, TK, E, H, L, V), dropout=0.3)


@exercise("LSTMAttentionDecoder", points=1)
def test_lstm_agrees_on_equal_sizes_and_size_one(student, expected, draw):
    """Nothing is mixed up when the sizes of all axes are equal, and nothing is lost where they are one."""
    _same_decoder(student, expected, draw, "LSTMAttentionDecoder", (2, 2, 2, 5, 2, 2, 5))
    _same_decoder(student, expected, draw, "LSTMAttentionDecoder", (1, 1, 5, E, H, L, V), lens=None)


@exercise("LSTMAttentionDecoder", points=1)
def test_lstm_state_is_a_pair(student, expected, draw):
    """After each call the middle of the state is the pair (hidden, memory) that the LSTM ended with."""
    words, enc = draw.integers(0, V, B, T), (draw.normal(TK, B, H), (draw.normal(L, B, H), draw.normal(L, B, H)))

    def judge(got, want):
        require(len(got) == 2, f"expected a pair of tensors [2 3 13], got {len(got)} things")
        for mine, theirs, name in zip(got, want, ("hidden state", "memory cell"), strict=True):
            assert_close(mine, theirs, "layer sentence unit", why=f"This is the {name} after a call")

    assert_same_module(
        student,
        expected,
        lambda my: _warm(my.LSTMAttentionDecoder(V, E, H, L), words, enc),
        lambda net: list(net(words, net.init_state(enc, None))[1][1]),
        judge=judge,
    )


@exercise("LSTMAttentionDecoder", points=1)
def test_lstm_drops_and_learns(student, expected, draw):
    """Dropout acts on the weights and between the layers, and gradients reach every part but the padding."""
    _drops_everything(student, expected, draw, "LSTMAttentionDecoder")
    _learns(student, expected, draw, "LSTMAttentionDecoder")


@exercise("DotProductAttentionDecoder", points=2)
def test_dot_products_agree_on_odd_sizes(student, expected, draw):
    """With the same learned numbers scores and weights are right, for two layers and lengths of the sources."""
    _same_decoder(student, expected, draw, "DotProductAttentionDecoder", (B, T, TK, E, H, L, V), dropout=0.3)


@exercise("DotProductAttentionDecoder", points=1)
def test_dot_products_agree_on_equal_sizes_and_size_one(student, expected, draw):
    """Nothing is mixed up when the sizes of all axes are equal, and nothing is lost where they are one."""
    _same_decoder(student, expected, draw, "DotProductAttentionDecoder", (3, 3, 3, 5, 3, 3, 5))
    _same_decoder(student, expected, draw, "DotProductAttentionDecoder", (1, 1, 5, E, H, L, V), lens=None)


@exercise("DotProductAttentionDecoder", points=1)
def test_dot_products_drop_and_learn(student, expected, draw):
    """Dropout acts on the weights and between the layers, and gradients reach every part but the padding."""
    _drops_everything(student, expected, draw, "DotProductAttentionDecoder")
    _learns(student, expected, draw, "DotProductAttentionDecoder")


# --- helpers


def _warm(net, words, enc_outputs):
    """Call a decoder once, so that layers which take their sizes from the data have them."""
    return warmed(net, words, net.init_state(enc_outputs, None))


def _ready(net, words, enc_outputs):
    """Give a decoder drawn parameters, and switch dropout off."""
    return filled(_warm(net, words, enc_outputs), 1).eval()


def _world(draw, name, sizes):
    """Words to read and what an encoder might have given."""
    b, t, tk, _, h, layers, v = sizes
    hidden = draw.normal(layers, b, h), draw.normal(layers, b, h)
    outputs = draw.normal(b, tk, h).transpose(0, 1)  # not contiguous, as an encoder's may be
    return draw.integers(0, v, t, b).mT, (outputs, hidden if name.startswith("LSTM") else hidden[0])


def _same_decoder(student, expected, draw, name, sizes, dropout=0.0, lens="drawn"):
    b, t, tk, e, h, layers, v = sizes
    words, enc = _world(draw, name, sizes)
    lengths = draw.lengths(b, tk) if lens == "drawn" else lens and torch.tensor(lens)

    def run(net):
        state, scores, weights = net.init_state(enc, lengths), [], []
        for some in words.split((t + 1) // 2, dim=1):  # in two calls, so that the state counts
            more, state = net(some, state)
            scores.append(more)
            weights += list(net.attention_weights)
        return torch.cat(scores, dim=1), weights

    build = lambda my: _warm(getattr(my, name)(v, e, h, layers, dropout), words, enc)  # noqa: E731
    assert_same_module(student, expected, build, run, judge=_same_scores_and_weights)


def _same_scores_and_weights(got, want):
    assert_close(got[0], want[0], SCORES)
    assert_equal(len(got[1]), len(want[1]), "steps whose weights were kept")
    for mine, theirs in zip(got[1], want[1], strict=True):
        assert_close(mine, theirs, WEIGHTS, why="These are the weights of one step, before dropout")


def _drops_everything(student, expected, draw, name):
    """With dropout 1 all weights and all that goes from layer to layer is gone, without any chance.

    With dropout 1/2 and one word in the source its weight, and so the whole context, is dropped or doubled.
    """
    for layers in (1, 2):  # what the weights do is seen with one layer only
        words, enc = _world(draw, name, (B, T, TK, E, H, layers, V))

        def build(my, words=words, enc=enc, layers=layers):
            with warnings.catch_warnings():  # torch has a word to say on dropout between a single layer
                warnings.simplefilter("ignore")
                return _warm(getattr(my, name)(V, E, H, layers, 1.0), words, enc)

        def run(net, words=words, enc=enc):
            return net.train()(words, net.init_state(enc, None))[0], list(net.attention_weights)

        assert_same_module(student, expected, build, run, judge=_same_scores_and_weights)
    _drops_weights_as_a_whole(student, expected, draw, name)


def _drops_weights_as_a_whole(student, expected, draw, name):
    words, enc = _world(draw, name, (1, 1, 1, E, H, 1, V))
    words, enc = words.expand(32, 1), _expanded(enc, 32)

    def build(my):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _warm(getattr(my, name)(V, E, H, 1, 0.5), words, enc)

    def run(net):
        kinds = []
        for row in net.train()(words, net.init_state(enc, None))[0][:, 0].detach():
            if all((row - other).abs().max() > 1e-4 for other in kinds):
                kinds.append(row)
        return sorted(kinds, key=lambda row: float(row[0]))

    def judge(got, want):
        text = "32 equal sentences, one word in the source, dropout 1/2: a context is dropped or doubled as a whole"
        require(len(got) == len(want), f"{text}, which gives {len(want)} different rows of scores, not {len(got)}")
        assert_close(torch.stack(list(got)), torch.stack(want), "row word", why=text)

    assert_same_module(student, expected, build, run, judge=judge)


def _expanded(enc_outputs, count):
    """Repeat what an encoder gave for one sentence."""
    if isinstance(enc_outputs, tuple):
        return tuple(_expanded(each, count) for each in enc_outputs)
    return enc_outputs.repeat(1, count, 1)


def _learns(student, expected, draw, name):
    """Compare gradients; a source of which part is padding is learned from by its words only."""
    words, (outputs, hidden) = _world(draw, name, (B, T, TK, E, H, L, V))
    given, lens = [outputs, *(hidden if isinstance(hidden, tuple) else [hidden])], draw.lengths(B, TK - 2)
    padding = torch.arange(TK)[:, None] >= lens

    def run(net):
        leaves = [each.clone().requires_grad_() for each in given]
        state = net.init_state((leaves[0], leaves[1] if len(leaves) == 2 else tuple(leaves[1:])), lens)
        learned = list(net.train().parameters())  # in train mode too, nothing is dropped unless asked for
        grads = gradient(net(words, state)[0], [*leaves, *learned])
        return grads[: len(leaves)], [grad is not None and bool(grad.any()) for grad in grads[len(leaves) :]]

    def judge(got, want):
        names = ("outputs of the encoder", "hidden state", "memory cell")
        for mine, theirs, part in zip(got[0], want[0], names, strict=False):
            require(mine is not None, f"no gradient reaches the {part}")
            if part == names[0]:
                heard = mine.shape == theirs.shape and bool(mine[padding].any())
                require(not heard, "in train mode a gradient reaches the padding of the sources")
            assert_close(mine, theirs, why=f"This is the gradient of the {part}", loosen=5)
        require(all(got[1]), "no gradient reaches some of the learned numbers")

    build = lambda my: _warm(getattr(my, name)(V, E, H, L), words, (outputs, hidden))  # noqa: E731
    assert_same_module(student, expected, build, run, judge=judge)


def _batches(draw):
    """Three batches of 5, 3 and 4 sentences: sources [B 7], lengths, targets [B 4], lengths."""
    longest = [torch.tensor([4, 1, 2, 4, 3]), torch.tensor([1, 3, 1]), torch.tensor([4, 2, 3, 4])]
    return [
        (draw.integers(0, 11, len(lens), 7), draw.lengths(len(lens), 7), draw.integers(0, 11, len(lens), 4), lens)
        for lens in longest
    ]


def _copies(batches):
    """Copy batches, since a student's code may write into them."""
    return [tuple(part.clone() for part in batch) for batch in batches]


class Passes:
    """Gives copies of other batches in each pass, and begins again after the last."""

    def __init__(self, *passes):
        """Take the batches of each pass."""
        self.passes, self.done = passes, 0

    def __iter__(self):
        """Give the batches of one pass."""
        yield from _copies(self.passes[self.done % len(self.passes)])
        self.done += 1


def _script(draw, lines):
    """Drawn scores, all below zero, in which these words are the likeliest."""
    return draw.uniform(len(lines), 11, low=-9.0, high=-3.0) + 7 * torch.eye(11)[lines] - 7.5


def _source(draw, size):
    """A drawn source of so many words, some of them in upper case."""
    words = [("go", "home", ".", "he", "they")[i] for i in draw.integers(0, 5, size).tolist()]
    return " ".join(word.upper() if i % 2 else word for i, word in enumerate(words))


def _text(numbers):
    return " ".join(TARGET.to_tokens(numbers))


def _same_scores(student, expected, pairs):
    probe = lambda my: [my.bleu(*pair) for pair in pairs]  # noqa: E731
    for pair, got, want in zip(pairs, student(probe), expected(probe), strict=True):
        assert_close(number(got), want, why="bleu({!r}, {!r}, {})".format(*pair))


def _numbers(value):
    """Flatten tensors in whatever lists they come."""
    if isinstance(value, list | tuple):
        return torch.cat([_numbers(each) for each in value])
    return value.flatten()

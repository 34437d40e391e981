"""Visible checks of section 4: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import assert_close, assert_differs, assert_equal, assert_same_module, exercise, number, require
from autograder.probekit import Actor, Pupil, Words, filled, flat, steps_of, warmed

SCORES, WEIGHTS = "sentence step word", "sentence query key"
B, T, TK, E, H, L, V = 3, 5, 7, 11, 13, 2, 17
SOURCE = Words(["<unk>", "<eos>", "<pad>", "<bos>", "they", "are", "home", "."])
TARGET = Words(["<unk>", "<bos>", "ils", "<pad>", "sont", "la", "<eos>", "!"])


# --- masked_cross_entropy


@exercise("masked_cross_entropy", read="A loss that leaves out the padding")
def test_equal_scores_cost_the_logarithm_of_the_vocabulary(student):
    """With equal scores for 10 words each sentence has the loss ln 10 = 2.3026, however long it is."""
    scores, label, lens = torch.ones(3, 4, 10), torch.zeros(3, 4).long(), torch.tensor([4, 2, 1])
    loss = student(lambda my: my.masked_cross_entropy(scores, label, lens))
    assert_close(loss, torch.full((3,), 2.302585), "sentence")


@exercise("masked_cross_entropy", read="A loss that leaves out the padding")
def test_a_loss_by_hand(student):
    """Right words with the chances 1/2, 1/4 and 1/8: the loss is ln 2 times 3/2 for two of them, times 2 for three."""
    scores = torch.tensor([[0.5, 0.5], [0.25, 0.75], [0.125, 0.875]]).log().repeat(2, 1, 1)
    lens = torch.tensor([2, 3])
    loss = student(lambda my: my.masked_cross_entropy(scores, torch.zeros(2, 3).long(), lens))
    assert_close(loss, torch.tensor([1.039721, 1.386294]), "sentence")


@exercise("masked_cross_entropy", points=2, read="A loss that leaves out the padding")
def test_the_loss_is_the_mean_over_valid_tokens(student, expected, draw):
    """Each sentence has a loss of its own: the mean over its valid tokens, of whatever words they are."""
    scores, label, lens = draw.normal(3, 4, 5), draw.permutation(12).reshape(3, 4) % 5, torch.tensor([3, 1, 4])
    probe = lambda my: my.masked_cross_entropy(scores, label, lens)  # noqa: E731
    assert_close(student(probe), expected(probe), "sentence")


@exercise("masked_cross_entropy", points=1, read="A loss that leaves out the padding")
def test_padding_does_not_count(student, draw):
    """Other scores and other labels behind the valid length leave the loss as it is."""
    scores, label, lens = draw.normal(3, 5, 7), draw.integers(0, 7, 3, 5), torch.tensor([2, 5, 3])
    padding = torch.arange(5) >= lens[:, None]
    others = torch.where(padding[..., None], draw.normal(3, 5, 7), scores), torch.where(padding, 6 - label, label)

    def probe(my):
        return my.masked_cross_entropy(scores.clone(), label.clone(), lens), my.masked_cross_entropy(*others, lens)

    first, second = student(probe)
    assert_close(second, first, "sentence", why="Only the padding was changed")


# --- the decoders


@exercise("Seq2SeqAttentionDecoder", read="The decoder")
def test_every_word_read_gives_a_score_for_every_word_to_come(student):
    """Four sentences of 7 words, 10 words to choose from: scores [4 7 10], and 7 times weights [4 1 7]."""

    def probe(my):
        net = my.Seq2SeqAttentionDecoder(10, 8, 16, 2).eval()
        state = net.init_state((torch.ones(7, 4, 16), torch.zeros(2, 4, 16)), None)
        return net(torch.zeros(4, 7).long(), state)[0], list(net.attention_weights)

    scores, weights = student(probe)
    sizes = [list(getattr(step, "shape", [])) for step in [scores, *weights]]
    assert_equal(sizes, [[4, 7, 10]] + 7 * [[4, 1, 7]], "shapes of the scores and of the weights")


@exercise("Seq2SeqAttentionDecoder", points=2, read="The decoder")
def test_one_word_at_a_time_gives_the_same_scores(student, draw):
    """Reading five words in one call gives the scores of five calls that hand the state on."""
    words, outputs, hidden = draw.integers(0, V, B, T), draw.normal(TK, B, H), draw.normal(L, B, H)
    _same_in_steps(student, lambda my: my.Seq2SeqAttentionDecoder(V, E, H, L), words, (outputs, hidden))


@exercise("Seq2SeqAttentionDecoder", points=1, read="The decoder")
def test_nobody_looks_at_the_padding_of_the_source(student, draw):
    """What the encoder gave behind the length of a source changes no score."""
    _passes_over_padding(student, draw, lambda my: my.Seq2SeqAttentionDecoder(V, E, H, L))


@exercise("Seq2SeqAttentionDecoder", points=1, read="The decoder")
def test_the_last_layer_asks(student, draw):
    """The first weights depend on the hidden state of the last layer, and not on that of the first."""
    words, outputs, hidden = draw.integers(0, V, B, 1), draw.normal(TK, B, H), draw.normal(L, B, H)
    first, last = hidden.clone(), hidden.clone()
    first[0], last[1] = draw.normal(B, H), draw.normal(B, H)
    make = lambda my: my.Seq2SeqAttentionDecoder(V, E, H, L)  # noqa: E731
    _asks_with(student, make, words, [(outputs, state) for state in (hidden, first, last)], "the first layer")


@exercise("Seq2SeqAttentionDecoder", points=2, read="The decoder")
def test_scores_of_a_decoder_with_one_layer(student, expected, draw):
    """With the same learned numbers the scores are: attend, join context and embedding, one GRU step, last layer."""
    words, enc = draw.integers(0, V, B, T), (draw.normal(TK, B, H), draw.normal(1, B, H))
    assert_same_module(
        student,
        expected,
        lambda my: _warm(my.Seq2SeqAttentionDecoder(V, E, H, 1), words, enc),
        lambda net: net(words, net.init_state(enc, None))[0],
        SCORES,
    )


# --- train_seq2seq


@exercise("train_seq2seq", read="Training with a teacher")
def test_a_net_that_knows_nothing_has_the_loss_ln_8(student):
    """A net whose scores are all equal, for 8 words, at learning rate 0: the loss of each epoch is ln 8 = 2.0794."""
    batches = [(torch.ones(2, 3).long(), torch.tensor([3, 1]), torch.ones(2, 5).long(), torch.tensor([5, 2]))] * 2
    losses = student(lambda my: my.train_seq2seq(Pupil(8, 0, scale=0.0), batches, 0.0, 3, TARGET))
    assert_close(losses, torch.full((3,), 2.079442), "epoch")


@exercise("train_seq2seq", points=1, read="Training with a teacher")
def test_the_decoder_reads_the_target_one_step_late(student, draw):
    """The net is given the source, <bos> and the target but its last token, and the lengths of the source."""
    batches = _batches(draw)

    def probe(my):
        net = Pupil(8, 1)
        my.train_seq2seq(net, _copies(batches), 0.01, 1, TARGET)
        return [[call["source"], call["input"], *call["lengths"]] for call in net.calls]

    calls = student(probe)
    require(len(calls) == 3, f"the net should be called once for each of 3 batches, it was called {len(calls)} times")
    for got, (source, lens, target, _) in zip(calls, batches, strict=True):
        late = torch.cat([torch.full((len(target), 1), 1), target[:, :-1]], dim=1)
        require(len(got) == 3, f"the net should be given source, decoder input and lengths, it got {len(got)} things")
        assert_close(got[0], source, "sentence step", why="This is the source")
        assert_close(got[1], late, "sentence step", why="This is the input of the decoder")
        assert_close(got[2], lens, "sentence", why="These are the lengths of the source")


@exercise("train_seq2seq", points=1, read="Training with a teacher")
def test_training_happens_in_train_mode(student, draw):
    """A net that comes in eval mode is put into train mode before it is called."""
    batches = _batches(draw)

    def probe(my):
        net = Pupil(8, 1).eval()
        my.train_seq2seq(net, _copies(batches), 0.01, 2, TARGET)
        return [call["training"] for call in net.calls]

    modes = student(probe)
    require(modes != [] and all(modes), "the net was called in eval mode, so its dropout was off")


@exercise("train_seq2seq", points=1, read="Training with a teacher")
def test_the_loss_of_an_epoch_counts_every_token_once(student, expected, draw):
    """At learning rate 0 each epoch has the same loss: the mean over all valid target tokens of all batches."""
    batches = _batches(draw)
    probe = lambda my: my.train_seq2seq(Pupil(8, 1), _copies(batches), 0.0, 3, TARGET)  # noqa: E731
    assert_close(student(probe), expected(probe), "epoch")


@exercise("train_seq2seq", read="Training with a teacher")
def test_no_step_uses_a_gradient_longer_than_one(student, draw):
    """However far a net is from what it should say, the gradient of a step is at most 1 long."""
    batches = _batches(draw)

    def probe(my):
        net = Pupil(8, 1)
        with torch.no_grad():
            net.dense.weight.mul_(20)  # makes gradients ten and more long
        return [
            gradient.norm()
            for gradient in steps_of(net, lambda: my.train_seq2seq(net, _copies(batches), 1e-5, 2, TARGET))
        ]

    longest = max((number(length) for length in student(probe)), default=0.0)
    require(longest < 1.001, f"a step used a gradient of length {longest:.3f}; it should have been shortened to 1")


@exercise("train_seq2seq", points=1, read="Training with a teacher")
def test_two_epochs_of_adam(student, expected, draw):
    """After two epochs every learned number is where one Adam optimizer takes it."""
    batches = _batches(draw)

    def probe(my):
        net = Pupil(8, 1, scale=0.3)
        return steps_of(net, lambda: my.train_seq2seq(net, _copies(batches), 0.05, 2, TARGET)), flat(net)

    (_, got), (steps, want) = student(probe), expected(probe)
    firm = torch.stack(steps).abs().amin(0) > 1e-4  # Adam may turn rounding of a tiny gradient into a whole step
    assert_close(got[firm], want[firm], "parameter", why="These are the parameters in the end", loosen=5)


# --- bleu


@exercise("bleu", read="BLEU: how good is a translation?")
def test_bleu_by_hand(student):
    """For "A B B C D", where "A B C D E F" is right, k = 1, 2, 3, 4 give 0.7323, 0.6815, 0.5940 and 0."""
    scores = student(lambda my: [my.bleu("A B B C D", "A B C D E F", k) for k in (1, 2, 3, 4)])
    for got, want in zip(scores, (0.732330, 0.681530, 0.593979, 0.0), strict=True):
        assert_close(number(got), want)


@exercise("bleu", read="BLEU: how good is a translation?")
def test_bleu_of_short_predictions_by_hand(student):
    """ "A B" for "A B C D E F" scores exp(-2) = 0.1353 though all of it is right; saying nothing scores 0."""
    short, empty = student(lambda my: (my.bleu("A B", "A B C D E F", 2), my.bleu("", "va !", 2)))
    assert_close(number(short), 0.135335)
    assert_close(number(empty), 0.0, why="This is the score of an empty prediction")


@exercise("bleu", points=1, read="BLEU: how good is a translation?")
def test_a_perfect_translation_scores_one(student, draw):
    """A prediction that equals the label scores 1 for every k up to its length."""
    text = " ".join(TARGET.to_tokens(draw.integers(0, 8, 5)))
    scores = student(lambda my: [my.bleu(text, text, k) for k in (1, 2, 3, 4, 5)])
    for k, score in zip((1, 2, 3, 4, 5), scores, strict=True):
        assert_close(number(score), 1.0, why=f"This is for k = {k}")


@exercise("bleu", points=1, read="BLEU: how good is a translation?")
def test_only_short_predictions_are_punished_for_their_length(student, draw):
    """4 words, all right, where 7 are wanted score exp(1 - 7/4); 7 words, 4 of them right, lose nothing by length."""
    words = [f"w{i}" for i in draw.permutation(7).tolist()]
    text, start = " ".join(words), " ".join(words[:4])
    short, long = student(lambda my: (my.bleu(start, text, 2), my.bleu(text, start, 1)))
    assert_close(number(short), 0.472367, why="4 words, all right, where 7 are wanted")
    assert_close(number(long), (4 / 7) ** 0.5, why="7 words, of which 4 are right, where 4 are wanted")


@exercise("bleu", points=2, read="BLEU: how good is a translation?")
def test_bleu_of_drawn_sentences(student, expected, draw):
    """The score is right for sentences drawn from few words."""
    texts = [" ".join(TARGET.to_tokens(draw.integers(4, 8, n))) for n in (5, 6, 7, 6, 8, 8, 5, 9)]
    pairs = [(*texts[i : i + 2], k) for i in range(0, 8, 2) for k in (1, 2, 3)]
    probe = lambda my: [my.bleu(*pair) for pair in pairs]  # noqa: E731
    for pair, got, want in zip(pairs, student(probe), expected(probe), strict=True):
        assert_close(number(got), want, why="bleu({!r}, {!r}, {})".format(*pair))


# --- translate


@exercise("translate", read="Translating")
def test_a_translation_by_script(student):
    """A net that says "ils sont la", then <eos>, then more: the translation is "ils sont la"."""
    scores = torch.nn.functional.one_hot(torch.tensor([2, 4, 5, 6, 7, 2]), 8).float()
    result = student(lambda my: my.translate(Actor(scores, torch.ones(6, 6), 8), "they are home .", SOURCE, TARGET, 6))
    assert_equal(result[0], "ils sont la")


@exercise("translate", points=1, read="Translating")
def test_the_likeliest_word_is_taken_until_the_end(student, draw):
    """Whatever the scores, the likeliest word is taken; the translation ends at <eos>, or after num_steps steps."""
    lines = [*(draw.permutation(6) + 1).tolist()]
    lines[lines.index(6)], lines[-2] = lines[-2], 6
    scores = _script(draw, lines)

    def probe(my):
        nets = [(Actor(scores, torch.ones(6, n), 8), n) for n in (8, 5, 4, 2, 1)]
        return [my.translate(net, "home .", SOURCE, TARGET, n)[0] for net, n in nets]

    said = [" ".join(TARGET.to_tokens(lines[:n])) for n in (4, 4, 4, 2, 1)]
    assert_equal(student(probe), said, "translations for num_steps 8, 5, 4, 2 and 1")


@exercise("translate", points=1, read="Translating")
def test_the_decoder_reads_its_own_words(student, draw):
    """The decoder reads <bos>, then the word it has just chosen, one at a time."""
    scores = _script(draw, [*draw.permutation(3).tolist(), 6])

    def probe(my):
        net = Actor(scores, torch.ones(4, 5), 8)
        my.translate(net, "they are .", SOURCE, TARGET, 5)
        return [call["input"] for call in net.decoder.heard]

    want = [1, *scores.argmax(-1).tolist()[:-1]]
    got = student(probe)
    assert_equal([list(getattr(x, "shape", [])) for x in got], [[1, 1]] * 4, "shapes of what the decoder was given")
    assert_equal([int(x) for x in got], want, "words that the decoder was given")


@exercise("translate", points=1, read="Translating")
def test_the_source_is_prepared_as_in_training(student, draw):
    """The source is in lower case, gets <eos>, is padded or cut to num_steps, and its length counts no padding."""
    words = [4 + i for i in draw.permutation(4).tolist()]
    text = " ".join(word.upper() if i % 2 else word for i, word in enumerate(SOURCE.to_tokens(words)))

    def probe(my):
        found = []
        for num_steps in (7, 3):
            net = Actor(torch.eye(8)[[6]], torch.ones(1, num_steps), 8)
            my.translate(net, text, SOURCE, TARGET, num_steps)
            found.append([net.encoder.heard[0]["source"], *net.decoder.started[0]["lengths"]])
        return found

    for (source, *lens), row, length in zip(student(probe), ([*words, 1, 2, 2], words[:3]), (5, 3), strict=True):
        assert_close(source, torch.tensor([row]), "sentence step", why=f"This is what the encoder reads for {text!r}")
        require(len(lens) == 1, f"init_state should be given the length of the source, it got {len(lens)} more things")
        assert_close(lens[0], torch.tensor([length]), "sentence", why="This is the length that init_state was given")


@exercise("translate", read="Translating")
def test_translating_happens_in_eval_mode(student, draw):
    """A net that comes in train mode is in eval mode while it reads and writes."""
    scores = _script(draw, [2, 4, 6])

    def probe(my):
        net = Actor(scores, torch.ones(3, 5), 8).train()
        my.translate(net, "home .", SOURCE, TARGET, 5)
        return [call["training"] for call in net.encoder.heard + net.decoder.heard]

    modes = student(probe)
    require(modes != [] and not any(modes), "encoder or decoder was called in train mode, so its dropout was on")


@exercise("translate", points=1, read="Translating")
def test_weights_come_back_when_asked_for(student, draw):
    """With save_attention_weights there is one entry for each step, the one that gave <eos> included; else none."""
    scores = _script(draw, [*draw.integers(2, 6, 3).tolist(), 6, 2])

    def probe(my):
        nets = [Actor(scores, torch.ones(5, 7), 8) for _ in (1, 2)]
        kept = my.translate(nets[0], "home .", SOURCE, TARGET, 7, save_attention_weights=True)[1]
        return len(kept), len(my.translate(nets[1], "home .", SOURCE, TARGET, 7)[1] or ())

    assert_equal(student(probe), (4, 0), "entries when asked for, and when not")


# --- the variants


@exercise("LSTMAttentionDecoder", read="Exercise 1: an LSTM")
def test_an_lstm_has_four_gates_and_no_gru_stays(student, expected):
    """The decoder learns as many numbers as one with an LSTM does, and none of a GRU."""
    pair = torch.ones(L, B, H), torch.ones(L, B, H)
    _learns_as_much(student, expected, lambda my: my.LSTMAttentionDecoder(V, E, H, L), pair)


@exercise("LSTMAttentionDecoder", points=1, read="Exercise 1: an LSTM")
def test_an_lstm_reads_one_word_at_a_time(student, draw):
    """Reading five words in one call gives the scores of five calls that hand the state on."""
    words, outputs = draw.integers(0, V, B, T), draw.normal(TK, B, H)
    pair = draw.normal(L, B, H), draw.normal(L, B, H)
    _same_in_steps(student, lambda my: my.LSTMAttentionDecoder(V, E, H, L), words, (outputs, pair))


@exercise("LSTMAttentionDecoder", points=1, read="Exercise 1: an LSTM")
def test_the_hidden_part_of_the_last_layer_asks(student, draw):
    """The first weights depend on the hidden part of the last layer, not on the memory, not on the first layer."""
    words, outputs = draw.integers(0, V, B, 1), draw.normal(TK, B, H)
    hidden, memory, first, last = (draw.normal(L, B, H) for _ in range(4))
    first[1], last[0] = hidden[1], hidden[0]
    pairs = [(hidden, memory), (first, draw.normal(L, B, H)), (last, memory)]
    make = lambda my: my.LSTMAttentionDecoder(V, E, H, L)  # noqa: E731
    _asks_with(student, make, words, [(outputs, pair) for pair in pairs], "the memory and the first layer")


@exercise("LSTMAttentionDecoder", points=1, read="Exercise 1: an LSTM")
def test_scores_of_an_lstm_decoder_with_one_layer(student, expected, draw):
    """With the same learned numbers the scores are: attend, join context and embedding, one LSTM step, last layer."""
    words, outputs = draw.integers(0, V, B, T), draw.normal(TK, B, H)
    enc = outputs, (draw.normal(1, B, H), draw.normal(1, B, H))
    assert_same_module(
        student,
        expected,
        lambda my: _warm(my.LSTMAttentionDecoder(V, E, H, 1), words, enc),
        lambda net: net(words, net.init_state(enc, None))[0],
        SCORES,
    )


@exercise("DotProductAttentionDecoder", read="Exercise 2: dot products")
def test_dot_products_learn_nothing(student, expected):
    """The decoder learns as many numbers as embedding, GRU and last layer do, and none for the attention."""
    _learns_as_much(student, expected, lambda my: my.DotProductAttentionDecoder(V, E, H, L), torch.ones(L, B, H))


@exercise("DotProductAttentionDecoder", points=1, read="Exercise 2: dot products")
def test_the_first_weights_are_scaled_dot_products(student, draw):
    """The first weights are the softmax of hidden state . encoder output over the square root of their size."""
    words, outputs, hidden = draw.integers(0, V, B, 1), draw.normal(TK, B, H), draw.normal(L, B, H)

    def probe(my):
        net = _ready(my.DotProductAttentionDecoder(V, E, H, L), words, (outputs, hidden))
        net(words, net.init_state((outputs, hidden), None))
        return net.attention_weights[0]

    want = torch.einsum("bh,kbh->bk", hidden[-1], outputs).div(H**0.5).softmax(-1)
    assert_close(student(probe), want[:, None], WEIGHTS)


@exercise("DotProductAttentionDecoder", points=1, read="Exercise 2: dot products")
def test_dot_products_pass_over_the_padding(student, draw):
    """What the encoder gave behind the length of a source changes no score."""
    _passes_over_padding(student, draw, lambda my: my.DotProductAttentionDecoder(V, E, H, L))


# --- helpers


def _warm(net, words, enc_outputs):
    """Call a decoder once, so that layers which take their sizes from the data have them."""
    return warmed(net, words, net.init_state(enc_outputs, None))


def _ready(net, words, enc_outputs):
    """Give a decoder drawn parameters, and switch dropout off."""
    return filled(_warm(net, words, enc_outputs), 1).eval()


def _learns_as_much(student, expected, make, hidden):
    words, outputs = torch.zeros(B, T).long(), torch.ones(TK, B, H)
    probe = lambda my: sum(p.numel() for p in _warm(make(my), words, (outputs, hidden)).parameters())  # noqa: E731
    assert_equal(student(probe), expected(probe), "learned numbers")


def _passes_over_padding(student, draw, make):
    words, outputs, hidden = draw.integers(0, V, B, T), draw.normal(TK, B, H), draw.normal(L, B, H)
    lens = torch.tensor([5, 4, 2])
    other = torch.where((torch.arange(TK)[:, None] >= lens)[..., None], draw.normal(TK, B, H), outputs)

    def probe(my):
        net = _ready(make(my), words, (outputs, hidden))
        return [net(words, net.init_state((given, hidden), lens))[0] for given in (outputs, other)]

    first, second = student(probe)
    assert_close(second, first, SCORES, why="Only what stands in the padding of the source was changed")


def _same_in_steps(student, make, words, enc_outputs):
    lens = torch.tensor([5, 4, 2])

    def probe(my):
        net = _ready(make(my), words, enc_outputs)
        state, steps = net.init_state(enc_outputs, lens), []
        for word in words.split(1, dim=1):
            scores, state = net(word, state)
            steps.append(scores)
        return torch.cat(steps, dim=1), net(words, net.init_state(enc_outputs, lens))[0]

    steps, at_once = student(probe)
    assert_close(steps, at_once, SCORES, why="Word by word is compared with all words at once")


def _asks_with(student, make, words, encoded, other):
    """The second of three states changes what must not matter, the third what must."""

    def probe(my):
        net, found = _ready(make(my), words, encoded[0]), []
        for enc_outputs in encoded:
            net(words, net.init_state(enc_outputs, None))
            found.append(net.attention_weights[0])
        return found

    weights, same, changed = student(probe)
    assert_close(same, weights, WEIGHTS, why=f"Only {other} had another state")
    assert_differs(changed, weights, "the first weights for two different hidden states of the last layer")


def _batches(draw):
    """Three batches of 5, 3 and 4 sentences: sources [B 7], lengths, targets [B 4], lengths."""
    longest = [torch.tensor([4, 1, 2, 4, 3]), torch.tensor([1, 3, 1]), torch.tensor([4, 2, 3, 4])]
    return [
        (draw.integers(0, 8, len(lens), 7), draw.lengths(len(lens), 7), draw.integers(0, 8, len(lens), 4), lens)
        for lens in longest
    ]


def _copies(batches):
    """Copy batches, since a student's code may write into them."""
    return [tuple(part.clone() for part in batch) for batch in batches]


def _script(draw, lines):
    """Drawn scores, all below zero, in which these words are the likeliest."""
    return draw.uniform(len(lines), 8, low=-9.0, high=-3.0) + 7 * torch.eye(8)[lines] - 7.5

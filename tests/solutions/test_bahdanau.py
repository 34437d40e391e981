"""Oracles for Bahdanau attention: slow loops, torch's own cells, scripted networks, worked numbers."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from attn_solutions.bahdanau import (
    DotProductAttentionDecoder,
    LSTMAttentionDecoder,
    Seq2SeqAttentionDecoder,
    bleu,
    masked_cross_entropy,
    train_seq2seq,
    translate,
)
from attn_solutions.corpus import read_pairs
from attn_solutions.sequences import (
    Batches,
    EncoderDecoder,
    LSTMEncoder,
    Seq2SeqEncoder,
    Vocab,
    digit_pairs,
    exact_match,
    load_data,
    load_digits,
    tokenize,
)

B, T, TK, E, H, L, V = 3, 5, 7, 11, 13, 2, 17
LENS = torch.tensor([7, 4, 2])
DECODERS = (Seq2SeqAttentionDecoder, LSTMAttentionDecoder, DotProductAttentionDecoder)
SPECIAL = ["<pad>", "<bos>", "<eos>"]

every_decoder = pytest.mark.parametrize("kind", DECODERS)


def make(kind, dropout=0.0):
    """A decoder in float64, words for it, and what an encoder might have given."""
    torch.manual_seed(0)
    net = kind(V, E, H, L, dropout).double().eval()
    hidden = torch.randn(2, L, B, H, dtype=torch.float64)
    hidden = tuple(hidden) if kind is LSTMAttentionDecoder else hidden[0]
    return net, torch.randint(V, (B, T)), (torch.randn(TK, B, H, dtype=torch.float64), hidden)


def slow_weights(net, query, keys):
    """Score keys [n H] one by one."""
    if isinstance(net, DotProductAttentionDecoder):
        scores = [sum(q * k for q, k in zip(query, key, strict=True)) / H**0.5 for key in keys]
    else:
        Q, K, v = (getattr(net.attention, name).weight for name in ("W_q", "W_k", "w_v"))
        scores = [(v @ torch.tanh(Q @ query + K @ key))[0] for key in keys]
    return torch.stack(scores).exp() / sum(score.exp() for score in scores)


def slow_cell(rnn, layer, x, h, c):
    """One layer's step with torch's own cell -> h, c (None for a GRU), each [1 H]."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    parameters = [getattr(rnn, f"{name}_l{layer}") for name in names]
    if c is None:
        return torch.gru_cell(x, h, *parameters), None
    return torch.lstm_cell(x, (h, c), *parameters)


def slow_decode(net, words, outputs, hidden, b, length):
    """Write sentence b alone, words [T] over outputs [Tk H] -> scores [T V], weights [T length]."""
    parts = hidden if isinstance(hidden, tuple) else (hidden,)
    h, c = ([part[layer, b : b + 1] for layer in range(L)] for part in (parts[0], parts[-1]))
    c = c if len(parts) == 2 else [None] * L
    scores, all_weights = [], []
    for word in words:
        weights = slow_weights(net, h[-1][0], outputs[:length])
        context = sum(weight * output for weight, output in zip(weights, outputs[:length], strict=True))
        x = torch.cat([context, net.embedding.weight[word]])[None]  # [1 H+E]
        for layer in range(L):
            h[layer], c[layer] = slow_cell(net.rnn, layer, x, h[layer], c[layer])
            x = h[layer]
        scores.append(net.dense.weight @ h[-1][0] + net.dense.bias)
        all_weights.append(weights)
    return torch.stack(scores), torch.stack(all_weights)


# --- masked_cross_entropy


def test_loss_of_knowing_nothing_is_the_logarithm_of_the_vocabulary():
    """Equal scores for 10 words cost ln 10 = 2.3026 per token, however long the sentence is."""
    loss = masked_cross_entropy(torch.ones(3, 4, 10), torch.zeros(3, 4).long(), torch.tensor([4, 2, 1]))
    torch.testing.assert_close(loss, torch.full((3,), math.log(10)))


def test_loss_agrees_with_a_slow_loop():
    """Each sentence's loss is the mean of -log p(label) over its own valid tokens, <eos> included."""
    torch.manual_seed(0)
    pred, label, lens = torch.randn(B, T, V), torch.randint(V, (B, T)), [5, 3, 1]
    p = pred.exp() / pred.exp().sum(-1, keepdim=True)
    slow = [sum(-math.log(p[b, t, label[b, t]]) for t in range(n)) / n for b, n in enumerate(lens)]
    torch.testing.assert_close(masked_cross_entropy(pred, label, torch.tensor(lens)), torch.tensor(slow))


def test_loss_ignores_what_stands_behind_the_length():
    """Other labels and scores in the padding change nothing, and token 0 within the length counts."""
    torch.manual_seed(0)
    pred, label, lens = torch.randn(B, T, V), torch.zeros(B, T).long(), torch.tensor([4, 2, 1])
    padding = torch.arange(T) >= lens[:, None]
    other = masked_cross_entropy(pred.masked_fill(padding[..., None], 9.0), label + 5 * padding, lens)
    torch.testing.assert_close(other, masked_cross_entropy(pred, label, lens))
    assert (other > 0).all()


def test_loss_sends_gradients_to_valid_tokens_only():
    """Scores of valid tokens get gradients, those of padding none."""
    pred, lens = torch.randn(B, T, V, requires_grad=True), torch.tensor([5, 3, 1])
    masked_cross_entropy(pred, torch.zeros(B, T).long(), lens).sum().backward()
    assert torch.equal(pred.grad.abs().sum(-1) > 0, torch.arange(T) < lens[:, None])


def test_loss_leaves_its_inputs_unchanged():
    """Scores, labels and lengths are the same after the call."""
    inputs = torch.randn(B, T, V), torch.randint(V, (B, T)), torch.tensor([5, 3, 1])
    before = [x.clone() for x in inputs]
    masked_cross_entropy(*inputs)
    assert all(torch.equal(x, y) for x, y in zip(inputs, before, strict=True))


# --- the three decoders


@every_decoder
def test_decoder_agrees_with_a_slow_loop(kind):
    """Sentence by sentence and step by step: ask, average, join, one recurrent step, score."""
    net, X, (outputs, hidden) = make(kind)
    scores, _ = net(X, net.init_state((outputs, hidden), LENS))
    assert scores.shape == (B, T, V)
    for b in range(B):
        slow, slow_weights = slow_decode(net, X[b], outputs[:, b], hidden, b, LENS[b])
        torch.testing.assert_close(scores[b], slow)
        weights = torch.stack(list(net.attention_weights))[:, b, 0, : LENS[b]]
        torch.testing.assert_close(weights, slow_weights)


@every_decoder
def test_decoder_never_looks_at_padding(kind):
    """What the encoder gave behind the length of a source has no weight and no influence."""
    net, X, (outputs, hidden) = make(kind)
    other = outputs.masked_fill((torch.arange(TK)[:, None] >= LENS)[..., None], 9.0)
    scores, other_scores = (net(X, net.init_state((o, hidden), LENS))[0] for o in (outputs, other))
    torch.testing.assert_close(scores, other_scores)
    assert max(step[b, 0, n:].sum() for step in net.attention_weights for b, n in enumerate(LENS)) < 1e-6


@every_decoder
def test_decoder_without_lengths_looks_everywhere(kind):
    """With None for the lengths every source step gets weight."""
    net, X, enc_outputs = make(kind)
    scores, state = net(X, net.init_state(enc_outputs, None))
    full, _ = net(X, net.init_state(enc_outputs, torch.full((B,), TK)))
    torch.testing.assert_close(scores, full)
    assert state[2] is None


@every_decoder
def test_decoder_step_by_step_equals_all_at_once(kind):
    """Handing the state on, T calls with one word give what one call with T words gives."""
    net, X, enc_outputs = make(kind)
    scores, _ = net(X, net.init_state(enc_outputs, LENS))
    state, steps = net.init_state(enc_outputs, LENS), []
    for t in range(T):
        step, state = net(X[:, t : t + 1], state)
        steps.append(step)
    torch.testing.assert_close(torch.cat(steps, dim=1), scores)


@every_decoder
def test_decoder_weights_are_those_of_the_last_call(kind):
    """After a call with one word there is one tensor of weights, not one more than before."""
    net, X, enc_outputs = make(kind)
    _, state = net(X, net.init_state(enc_outputs, LENS))
    assert [step.shape for step in net.attention_weights] == [(B, 1, TK)] * T
    net(X[:, :1], state)
    assert len(net.attention_weights) == 1


@every_decoder
def test_decoder_asks_with_the_last_layer(kind):
    """The first weights depend on the state of the last layer, not on that of the first."""
    net, X, (outputs, hidden) = make(kind)

    def first_weights(layer):
        changed = [part.clone() for part in (hidden if isinstance(hidden, tuple) else (hidden,))]
        changed[0][layer] += 1
        state = net.init_state((outputs, tuple(changed) if len(changed) == 2 else changed[0]), LENS)
        net(X, state)
        return net.attention_weights[0]

    net(X, net.init_state((outputs, hidden), LENS))
    original = net.attention_weights[0]
    assert torch.equal(first_weights(0), original)
    assert not torch.allclose(first_weights(L - 1), original, atol=1e-3)


@every_decoder
def test_decoder_reaches_all_its_parameters(kind):
    """Every parameter gets a gradient that is not zero everywhere."""
    net, X, enc_outputs = make(kind)
    net(X, net.init_state(enc_outputs, LENS))[0].square().sum().backward()
    assert all(p.grad is not None and p.grad.any() for p in net.parameters())


@every_decoder
def test_decoder_drops_out_in_attention_and_between_layers(kind):
    """Dropout reaches the recurrent network and the weights, which are kept as they were before it."""
    net, X, enc_outputs = make(kind, dropout=0.5)
    assert net.rnn.dropout == net.attention.dropout.p == 0.5
    net.train()(X, net.init_state(enc_outputs, LENS))
    torch.testing.assert_close(net.attention_weights[-1].sum(-1), torch.ones(B, 1, dtype=torch.float64))


@every_decoder
def test_decoder_state_starts_as_the_encoder_ended(kind):
    """The state is: outputs with the sentences first, the hidden state as it is, the lengths."""
    net, _, (outputs, hidden) = make(kind)
    state = net.init_state((outputs, hidden), LENS)
    assert torch.equal(state[0], outputs.transpose(0, 1))
    assert state[1] is hidden
    assert torch.equal(state[2], LENS)


def test_decoder_gives_the_shapes_of_the_book():
    """Vocabulary 10, embedding 8, 16 hidden units, 2 layers, 4 sentences of 7 words."""
    encoder, decoder = Seq2SeqEncoder(10, 8, 16, 2), Seq2SeqAttentionDecoder(10, 8, 16, 2)
    X = torch.zeros(4, 7).long()
    output, state = decoder(X, decoder.init_state(encoder(X), None))
    assert (output.shape, len(state), state[0].shape) == ((4, 7, 10), 3, (4, 7, 16))
    assert (len(state[1]), state[1][0].shape) == (2, (4, 16))


def test_decoder_has_the_parameters_of_the_book():
    """With the book's sizes encoder and decoder have 49,449 parameters together."""
    net = EncoderDecoder(Seq2SeqEncoder(184, 32, 32, 2), Seq2SeqAttentionDecoder(201, 32, 32, 2))
    assert sum(p.numel() for p in net.parameters()) == 49_449


def test_lstm_decoder_has_an_lstm_and_no_gru():
    """All gates of an LSTM are there, four a layer, and nothing of the GRU is left."""
    net, X, (outputs, hidden) = make(LSTMAttentionDecoder)
    assert [type(part) for part in net.modules() if isinstance(part, nn.RNNBase)] == [nn.LSTM]
    _, state = net(X, net.init_state((outputs, hidden), LENS))
    assert [part.shape for part in state[1]] == [(L, B, H)] * 2


def test_lstm_decoder_follows_an_lstm_encoder():
    """The pair of states that LSTMEncoder gives fits as it is."""
    net = EncoderDecoder(LSTMEncoder(V, E, H, L), LSTMAttentionDecoder(V, E, H, L))
    output, _ = net(torch.zeros(B, TK).long(), torch.zeros(B, T).long(), LENS)
    assert output.shape == (B, T, V)


def test_dot_product_attention_learns_nothing():
    """Against additive attention exactly its three matrices are missing: 2 H H + H numbers."""
    additive, dot = (kind(V, E, H, L) for kind in (Seq2SeqAttentionDecoder, DotProductAttentionDecoder))
    count = [sum(p.numel() for p in net.parameters()) for net in (additive, dot)]
    assert count[0] - count[1] == 2 * H * H + H


# --- train_seq2seq


def make_training(scale=1.0):
    """A small translator in float64 and three batches, the last one smaller."""
    torch.manual_seed(0)
    net = EncoderDecoder(Seq2SeqEncoder(V, E, H, L), Seq2SeqAttentionDecoder(V, E, H, L)).double()
    net.decoder.dense.weight.data *= scale
    X, Y = torch.randint(V, (7, TK)), torch.randint(V, (7, T))
    arrays = (X, torch.tensor([7, 4, 2, 5, 3, 6, 1]), Y, torch.tensor([1, 5, 3, 2, 4, 5, 2]))
    return net, arrays, Vocab(reserved_tokens=SPECIAL)


def slow_train(net, arrays, lr, num_epochs):
    """The same with torch's own pieces, over the valid tokens in one row."""
    optimizer, losses = torch.optim.Adam(net.parameters(), lr=lr), []
    for _ in range(num_epochs):
        surprises = []
        for X, X_len, Y, Y_len in arrays:
            decoder_input = torch.cat([torch.full((len(Y), 1), 2), Y[:, :-1]], dim=1)
            scores = net(X, decoder_input, X_len)[0]
            tokens = [(b, t) for b in range(len(Y)) for t in range(Y_len[b])]
            surprise = torch.stack([-F.log_softmax(scores[b, t], 0)[Y[b, t]] for b, t in tokens])
            optimizer.zero_grad()
            surprise.mean().backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1)
            optimizer.step()
            surprises += surprise.tolist()
        losses.append(sum(surprises) / len(surprises))
    return losses


@pytest.mark.parametrize("scale", [1.0, 30.0])
def test_training_agrees_with_a_slow_loop(scale):
    """Losses per valid token, and every parameter after three epochs, equal those of a plain loop."""
    (net, arrays, vocab), (slow_net, _, _) = make_training(scale), make_training(scale)
    losses = train_seq2seq(net, Batches(arrays, 3, seed=1), 0.01, 3, vocab)
    slow = slow_train(slow_net, Batches(arrays, 3, seed=1), 0.01, 3)
    assert losses == pytest.approx(slow)
    for ours, theirs in zip(net.parameters(), slow_net.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_training_clips_the_whole_gradient(monkeypatch):
    """No step sees a gradient longer than 1, though without clipping some would be."""
    net, arrays, vocab = make_training(scale=30.0)
    norms, step = [], torch.optim.Adam.step

    def spy(optimizer):
        grads = [p.grad.flatten() for p in net.parameters()]
        norms.append(torch.cat(grads).norm().item())
        return step(optimizer)

    monkeypatch.setattr(torch.optim.Adam, "step", spy)
    train_seq2seq(net, Batches(arrays, 3), 0.01, 2, vocab)
    assert norms == pytest.approx([1] * 6)


def test_training_forces_the_teacher_and_hands_on_the_lengths():
    """In train mode the decoder reads <bos> and the target but its last token, with the source lengths."""
    net, arrays, vocab = make_training()
    seen, forward = [], net.forward
    net.forward = lambda *args: seen.append((net.training, *args)) or forward(*args)
    train_seq2seq(net.eval(), [arrays], 0.01, 1, vocab)
    ((training, X, decoder_input, lens),) = seen
    assert training
    assert torch.equal(X, arrays[0])
    bos = torch.full((7, 1), vocab["<bos>"])
    assert torch.equal(decoder_input, torch.cat([bos, arrays[2][:, :-1]], dim=1))
    assert torch.equal(lens, arrays[1])


def test_training_starts_from_the_parameters_it_has():
    """With a learning rate of 0 the net stays as it was, and each epoch has the same loss."""
    (net, arrays, vocab), (same, _, _) = make_training(), make_training()
    losses = train_seq2seq(net, Batches(arrays, 3), 0, 3, vocab)
    assert losses == pytest.approx([losses[0]] * 3)
    assert all(torch.equal(p, q) for p, q in zip(net.parameters(), same.parameters(), strict=True))


# --- bleu


@pytest.mark.parametrize(
    ("pred", "label", "k", "expected"),
    [
        ("A B B C D", "A B C D E F", 1, 0.7323),
        ("A B B C D", "A B C D E F", 2, 0.6815),
        ("A B B C D", "A B C D E F", 3, 0.5940),
        ("A B B C D", "A B C D E F", 4, 0),
        ("A B", "A B C D E F", 2, 0.1353),
        ("il est riche .", "il est calme .", 2, 0.6580),
        ("va !", "va !", 2, 1),
        ("va", "va", 4, 1),  # only runs of one word fit into the prediction
        ("va", "va !", 4, math.exp(-1)),
        ("va va va", "va", 1, 3**-0.5),  # a word of the label is matched once only
        ("calme", "c a l m e", 1, 0),
        ("", "va !", 2, 0),
        ("", "", 1, 0),
    ],
)
def test_bleu_gives_the_numbers_worked_by_hand(pred, label, k, expected):
    """Brevity penalty times p_n to the power 1/2^n, for runs up to k or the prediction's length."""
    assert bleu(pred, label, k) == pytest.approx(expected, abs=5e-5)


def test_bleu_agrees_with_a_slow_loop():
    """Crossing out matched runs one by one gives the same score, for random sentences."""
    generator = torch.Generator().manual_seed(0)
    for _ in range(100):
        n_pred, n_label, k = (torch.randint(1, 9, (3,), generator=generator)).tolist()
        pred, label = (torch.randint(3, (n,), generator=generator).tolist() for n in (n_pred, n_label))
        slow = 1.0 if n_pred >= n_label else math.exp(1 - n_label / n_pred)
        for n in range(1, min(k, n_pred) + 1):
            left = [label[i : i + n] for i in range(n_label - n + 1)]
            runs = [pred[i : i + n] for i in range(n_pred - n + 1)]
            matches = [left.remove(run) for run in runs if run in left]
            slow *= (len(matches) / len(runs)) ** (1 / 2**n)
        assert bleu(" ".join(map(str, pred)), " ".join(map(str, label)), k) == pytest.approx(slow)


# --- translate


class Listener(nn.Module):
    """An encoder that writes down what it is given and in which mode."""

    def forward(self, X, valid_len):
        """Keep source, lengths, mode, and whether gradients are on."""
        self.heard = X.tolist(), valid_len.tolist(), self.training, torch.is_grad_enabled()
        return "read"


class Speaker(nn.Module):
    """A decoder that says its lines, whatever it reads, and writes down its inputs."""

    def __init__(self, lines):
        """Take the numbers of the words to say."""
        super().__init__()
        self.lines, self.heard = lines, []

    def init_state(self, enc_outputs, valid_len):
        """Begin with the first line."""
        assert (enc_outputs, valid_len.shape) == ("read", (1,))
        return 0

    def forward(self, X, state):
        """Say the next line; the state counts them."""
        self.heard += X.tolist()
        self.attention_weights = f"looked at step {state}"
        return F.one_hot(torch.tensor([[self.lines[state]]]), 9).float(), state + 1


SOURCE = Vocab(["go", "."], reserved_tokens=SPECIAL)  # <eos> 3
TARGET = Vocab(["va", "!"], reserved_tokens=SPECIAL[::-1])  # <eos> 1, <bos> 2, <pad> 3, va 4, ! 5


def say(lines, num_steps=5, **kwargs):
    """Translate "Go ." with a decoder that says these lines -> the results, the encoder, the decoder."""
    net = EncoderDecoder(Listener(), Speaker(lines))
    return *translate(net, "Go .", SOURCE, TARGET, num_steps, **kwargs), net.encoder, net.decoder


def test_translation_stops_at_the_end_token():
    """Words are joined by blanks; <eos> of the target vocabulary ends them and is not among them."""
    text, weights, _, decoder = say([4, 3, 5, 1, 4])
    assert text == "va <pad> !"
    assert len(decoder.heard) == 4
    assert weights == []


def test_translation_stops_after_num_steps():
    """Without <eos> there are num_steps words."""
    assert say([4] * 9)[0] == "va va va va va"


def test_translation_may_be_empty():
    """A decoder that ends at once gives an empty text, after one step."""
    assert say([1], save_attention_weights=True)[:2] == ("", ["looked at step 0"])


def test_translation_reads_its_own_words():
    """The decoder reads <bos>, then each word it has just chosen, one at a time."""
    assert say([4, 0, 5, 1])[3].heard == [[2], [4], [0], [5]]


def test_translation_keeps_the_weights_of_every_step():
    """There is one entry for each step, the one that gave <eos> included."""
    assert say([4, 5, 1], save_attention_weights=True)[1] == [f"looked at step {t}" for t in range(3)]
    assert len(say([4] * 9, save_attention_weights=True)[1]) == 5


@pytest.mark.parametrize(("num_steps", "source", "length"), [(5, [4, 5, 3, 1, 1], 3), (2, [4, 5], 2)])
def test_translation_prepares_the_source_as_in_training(num_steps, source, length):
    """The source gets <eos> and padding, or is cut; its length is that without padding."""
    assert say([1], num_steps)[2].heard[:2] == ([source], [length])


@pytest.mark.parametrize("training", [True, False])
def test_translation_works_in_eval_mode_without_gradients(training):
    """Dropout and gradients are off while the net translates; afterwards it is in the mode it had."""
    net = EncoderDecoder(Listener(), Speaker([1])).train(training)
    translate(net, "go .", SOURCE, TARGET, 5)
    assert net.encoder.heard[2:] == (False, False)
    assert net.training == net.decoder.training == training


@every_decoder
def test_translation_agrees_with_reading_it_all_at_once(kind):
    """Scoring a translation with teacher forcing, the likeliest words are the translation itself."""
    torch.manual_seed(1)
    encoder = LSTMEncoder if kind is LSTMAttentionDecoder else Seq2SeqEncoder
    net = EncoderDecoder(encoder(len(SOURCE), E, H, L), kind(len(TARGET), E, H, L)).eval()
    text, steps = translate(net, "go go .", SOURCE, TARGET, T, save_attention_weights=True)
    words = TARGET[text.split()]
    source, read = torch.tensor([[4, 4, 5, 3, 1]]), torch.tensor([[TARGET["<bos>"], *words]])
    forced, _ = net(source, read, torch.tensor([4]))
    said = [*words, TARGET["<eos>"]][:T]
    assert forced.argmax(-1)[0].tolist()[: len(said)] == said
    for step, weights in zip(steps, net.decoder.attention_weights, strict=False):
        torch.testing.assert_close(step[0], weights)


# --- the milestones


@pytest.mark.slow
@every_decoder
def test_demonstration_translates_its_four_sentences(kind):
    """120 pairs and 40 epochs give BLEU 1.0 on all four sentences, with five seeds of five."""
    encoder = LSTMEncoder if kind is LSTMAttentionDecoder else Seq2SeqEncoder
    pairs = [[" ".join(tokenize(side)) for side in pair] for pair in read_pairs()[:4]]
    for seed in range(5):
        torch.manual_seed(seed)
        data, src_vocab, tgt_vocab = load_data(32, 8, 120, seed=seed)
        net = EncoderDecoder(encoder(len(src_vocab), 64, 64, 1), kind(len(tgt_vocab), 64, 64, 1))
        train_seq2seq(net, data, 0.01, 40, tgt_vocab)
        results = [translate(net, source, src_vocab, tgt_vocab, 8)[0] for source, _ in pairs]
        assert [bleu(r, target, 2) for r, (_, target) in zip(results, pairs, strict=True)] == [1] * 4


@pytest.mark.slow
def test_digits_are_reversed_exactly():
    """After 200 fresh batches at least nine in ten strings never seen are reversed without a slip."""
    torch.manual_seed(0)
    data, vocab = load_digits(64, 200 * 64)
    net = EncoderDecoder(Seq2SeqEncoder(13, 64, 64, 1), Seq2SeqAttentionDecoder(13, 64, 64, 1))
    train_seq2seq(net, data, 0.005, 1, vocab)
    pairs = digit_pairs(200, seed=1, held_out=True)
    assert exact_match(lambda source: translate(net, source, vocab, vocab, 8)[0], pairs) >= 0.9

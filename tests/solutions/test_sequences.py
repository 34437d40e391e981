"""The given code for sequences: arrays, batches, base classes, encoders, clipping, the digit task."""

import pytest
import torch
from torch import nn

from attn_solutions import sequences
from attn_solutions.sequences import (
    Batches,
    Decoder,
    Encoder,
    EncoderDecoder,
    LSTMEncoder,
    Seq2SeqEncoder,
    Vocab,
    build_arrays,
    digit_pairs,
    exact_match,
    grad_clipping,
    load_data,
    load_digits,
    truncate_pad,
)

B, T, E, H, L, V = 2, 5, 7, 11, 3, 13


@pytest.mark.parametrize(("line", "expected"), [([1, 2, 3], [1, 2]), ([1], [1, 9]), ([1, 2], [1, 2])])
def test_lines_are_cut_or_padded(line, expected):
    """A line gets exactly num_steps entries, and the caller's list stays as it was."""
    before = list(line)
    assert truncate_pad(line, 2, 9) == expected
    assert line == before


def test_arrays_end_in_eos_and_count_it():
    """Each line is closed by <eos>, which its valid length includes; a line that is cut loses it."""
    vocab = Vocab(["a", "b"], reserved_tokens=["<pad>", "<bos>", "<eos>"])
    array, valid_len = build_arrays([["a"], ["a", "b"], ["a", "b", "?"]], vocab, 3)
    assert array.tolist() == [[4, 3, 1], [4, 5, 3], [4, 5, 0]]
    assert valid_len.tolist() == [2, 3, 3]


def test_batches_give_every_example_once():
    """One pass has each example once, with its rows together, and a smaller last batch."""
    batches = Batches((torch.arange(7), 10 * torch.arange(7)), 3)
    seen = list(batches)
    assert [len(x) for x, _ in seen] == [3, 3, 1]
    assert len(batches) == 3
    assert sorted(torch.cat([x for x, _ in seen]).tolist()) == list(range(7))
    assert all(torch.equal(y, 10 * x) for x, y in seen)


def test_batches_repeat_with_their_seed():
    """The same seed gives the same passes, each in a new order; another seed others."""
    first, again, other = (Batches((torch.arange(17),), 17, seed) for seed in (1, 1, 2))
    passes = [next(iter(first))[0].tolist() for _ in range(2)]
    assert passes == [next(iter(again))[0].tolist() for _ in range(2)]
    assert passes[0] != passes[1]
    assert passes[0] != next(iter(other))[0].tolist()


def test_batches_leave_the_global_random_state():
    """Shuffling draws no number from torch's own generator."""
    state = torch.get_rng_state()
    list(Batches((torch.arange(7),), 3))
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize("num_examples", [1, 120])
def test_data_has_exactly_the_examples_asked_for(num_examples):
    """num_examples pairs are loaded, not one more."""
    batches, _, _ = load_data(32, 8, num_examples)
    assert sum(len(X) for X, *_ in batches) == num_examples


def test_data_has_all_examples_by_default():
    """Without num_examples the whole corpus is loaded."""
    batches, _, _ = load_data(32, 8)
    assert sum(len(X) for X, *_ in batches) == len(sequences.read_pairs())


def test_data_are_translations():
    """Rows of one batch belong together, and their lengths count what is not padding."""
    batches, src_vocab, tgt_vocab = load_data(1, 8, 1)
    ((X, X_len, Y, Y_len),) = batches
    assert src_vocab.to_tokens(X)[0][: X_len[0]] == ["go", ".", "<eos>"]
    assert tgt_vocab.to_tokens(Y)[0][: Y_len[0]] == ["va", "!", "<eos>"]
    for vocab in (src_vocab, tgt_vocab):
        assert vocab[["<unk>", "<pad>", "<bos>", "<eos>"]] == [0, 1, 2, 3]


def test_data_drop_rare_words_on_request():
    """min_freq 1 keeps every word of the chosen pairs, 2 turns those seen once into <unk>."""
    _, keep, _ = load_data(32, 8, 4)
    _, drop, _ = load_data(32, 8, 4, min_freq=2)
    assert keep["home"] != keep.unk
    assert drop["home"] == drop.unk


def test_data_come_from_another_file_too(tmp_path):
    """With a path the student's own file is read."""
    path = tmp_path / "fra.txt"
    path.write_text("Hi.\tSalut\u202f!\tsomebody\n", encoding="utf-8")
    _, src_vocab, tgt_vocab = load_data(1, 8, path=path)
    assert (src_vocab.to_tokens(4), tgt_vocab.to_tokens(4)) == ("hi", "salut")


@pytest.mark.parametrize("num_examples", [0, -1, 10**6])
def test_impossible_number_of_examples_is_explained(num_examples):
    """Asking for more pairs than there are, or for none, is an error that names both numbers."""
    with pytest.raises(ValueError, match=rf"expected 1 to \d+, got {num_examples}. Is the file"):
        load_data(32, 8, num_examples)


@pytest.mark.parametrize(("encoder", "recurrent"), [(Seq2SeqEncoder, nn.GRU), (LSTMEncoder, nn.LSTM)])
def test_encoder_is_an_embedding_and_a_recurrent_network(encoder, recurrent):
    """The encoder gives what torch's own layer gives for the embedded words, time first."""
    torch.manual_seed(0)
    net, X = encoder(V, E, H, L), torch.randint(V, (B, T))
    rnn = recurrent(E, H, L)
    rnn.load_state_dict(net.rnn.state_dict())
    outputs, state = net(X, torch.ones(B))
    expected, expected_state = rnn(net.embedding.weight[X].transpose(0, 1))
    assert outputs.shape == (T, B, H)
    torch.testing.assert_close(outputs, expected)
    torch.testing.assert_close(state, expected_state)


@pytest.mark.parametrize(("num_layers", "expected"), [(1, 0), (2, 0.5)])
def test_encoder_drops_out_between_layers_only(num_layers, expected):
    """With a single layer there is nothing between layers to drop, and no warning."""
    assert Seq2SeqEncoder(V, E, H, num_layers, dropout=0.5).rnn.dropout == expected


def test_base_classes_say_that_they_are_unfinished():
    """The base classes raise NotImplementedError where a subclass has to write something."""
    for call in (Encoder().forward, Decoder().init_state):
        with pytest.raises(NotImplementedError):
            call(None)
    with pytest.raises(NotImplementedError):
        Decoder()(None, None)


def test_encoder_decoder_hands_the_lengths_to_both_sides():
    """The further arguments reach encoder and init_state; the decoder gets its input and the state."""

    class Spy(Encoder, Decoder):
        def forward(self, *args):
            return ("saw", *args)

        def init_state(self, *args):
            return ("state", *args)

    state = ("state", ("saw", "X", "lens"), "lens")
    assert EncoderDecoder(Spy(), Spy())("X", "Y", "lens") == ("saw", "Y", state)


@pytest.mark.parametrize("theta", [0.5, 1e3])
def test_clipping_equals_torch(theta):
    """The whole gradient is shortened to theta if it is longer, and else left alone."""
    torch.manual_seed(0)
    nets = [nn.Linear(3, 5), nn.Linear(3, 5)]
    nets[1].load_state_dict(nets[0].state_dict())
    for net in nets:
        net(torch.ones(2, 3)).square().sum().backward()
    grad_clipping(nets[0], theta)
    nn.utils.clip_grad_norm_(nets[1].parameters(), theta)
    for ours, theirs in zip(nets[0].parameters(), nets[1].parameters(), strict=True):
        torch.testing.assert_close(ours.grad, theirs.grad)


def test_clipping_passes_over_parameters_without_gradient():
    """A parameter that took no part in the loss does no harm, and neither does a net without any gradient."""
    net = nn.ModuleList([nn.Linear(3, 5), nn.Linear(3, 5)])
    grad_clipping(net, 1)
    net[0](torch.full((2, 3), 9.0)).sum().backward()
    grad_clipping(net, 1)
    torch.testing.assert_close(sum(p.grad.square().sum() for p in net[0].parameters()), torch.tensor(1.0))


def test_digits_are_copied_or_reversed():
    """A target is its source, backwards or as it is; lengths go from 3 to 6."""
    pairs = digit_pairs(200)
    assert all(target == source[::-1] for source, target in pairs)
    assert all(target == source for source, target in digit_pairs(200, reverse=False))
    assert {len(source.split()) for source, _ in pairs} == {3, 4, 5, 6}


def test_held_out_digits_are_never_trained_on():
    """No held-out string can turn up in training, whatever the seeds."""
    assert all(sum(map(int, source.split())) % 5 for source, _ in digit_pairs(500, seed=1))
    assert not any(sum(map(int, s.split())) % 5 for s, _ in digit_pairs(200, seed=2, held_out=True))


def test_digits_repeat_with_their_seed():
    """The same seed gives the same strings, another one others."""
    assert digit_pairs(50, seed=3) == digit_pairs(50, seed=3) != digit_pairs(50, seed=4)


def test_digits_load_as_batches():
    """The task has 13 tokens and fits into 8 steps with its <eos>."""
    batches, vocab = load_digits(64, 200)
    X, X_len, Y, Y_len = next(iter(batches))
    assert (len(vocab), X.shape, len(batches)) == (13, (64, 8), 4)
    assert torch.equal(X_len, Y_len)
    row, length = X[0], X_len[0] - 1
    assert torch.equal(row[:length].flip(0), Y[0, :length])
    assert row[length] == Y[0, length] == vocab["<eos>"]


def test_exact_match_counts_whole_sentences():
    """A translation counts if it is right from beginning to end."""
    pairs = [("1 2", "2 1"), ("3 3", "3 3"), ("4 5", "5 4"), ("6 7", "7 6")]
    assert exact_match(lambda source: source, pairs) == 0.25

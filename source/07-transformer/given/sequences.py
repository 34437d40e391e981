"""Given code for translating sequences: batches, base classes, recurrent encoders, a toy task.

The encoder is that of Sutskever et al. (2014) with the gated unit of Cho et al. (2014).
Left out: subwords, packed sequences (the encoder reads the padding too), beam search.

B sentences, T time steps, H hidden units, L layers of the recurrent network.
"""

import random

import torch
from torch import nn

from given.corpus import Vocab, read_pairs, tokenize

RESERVED = ("<pad>", "<bos>", "<eos>")


def truncate_pad(line, num_steps, padding_token):
    """Cut a list to num_steps entries, or fill it up with padding."""
    return [*line, *[padding_token] * (num_steps - len(line))][:num_steps]


def build_arrays(lines, vocab, num_steps):
    """Turn lists of tokens into one array of numbers, each line closed by <eos>.

    -> array [N T], valid_len [N], the number of tokens that are not padding, <eos> included.
    A line of more than T - 1 tokens is cut, and loses its <eos>.
    """
    rows = [truncate_pad([*vocab[line], vocab["<eos>"]], num_steps, vocab["<pad>"]) for line in lines]
    valid_len = [min(len(line) + 1, num_steps) for line in lines]
    return torch.tensor(rows), torch.tensor(valid_len)


class Batches:
    """Shuffled batches of several arrays; each pass has a new order, and the same seed the same orders."""

    def __init__(self, arrays, batch_size, seed=0):
        """Keep arrays of one length; the last batch of a pass may be smaller."""
        self.arrays, self.batch_size = arrays, batch_size
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self):
        """Count the batches of one pass."""
        return -(-len(self.arrays[0]) // self.batch_size)

    def __iter__(self):
        """Give each example once, batch by batch."""
        order = torch.randperm(len(self.arrays[0]), generator=self.generator)
        for chosen in order.split(self.batch_size):
            yield tuple(array[chosen] for array in self.arrays)


def make_batches(pairs, src_vocab, tgt_vocab, batch_size, num_steps, seed=0):
    """Batches of (X [B T], X_valid_len [B], Y [B T], Y_valid_len [B]) from pairs of token lists."""
    sources = build_arrays([source for source, _ in pairs], src_vocab, num_steps)
    targets = build_arrays([target for _, target in pairs], tgt_vocab, num_steps)
    return Batches((*sources, *targets), batch_size, seed)


def load_data(batch_size, num_steps, num_examples=None, min_freq=1, seed=0, path=None):
    """Load the corpus, or its first num_examples pairs, for training.

    -> batches (see make_batches), source vocabulary, target vocabulary
    path None (the course's corpus) or another file, see corpus.read_pairs
    """
    pairs = [(tokenize(source), tokenize(target)) for source, target in read_pairs(path)]
    if num_examples is not None and not 1 <= num_examples <= len(pairs):
        raise ValueError(f"num_examples: expected 1 to {len(pairs)}, got {num_examples}. Is the file longer?")
    pairs = pairs[:num_examples]
    src_vocab = Vocab([source for source, _ in pairs], min_freq, RESERVED)
    tgt_vocab = Vocab([target for _, target in pairs], min_freq, RESERVED)
    return make_batches(pairs, src_vocab, tgt_vocab, batch_size, num_steps, seed), src_vocab, tgt_vocab


class Encoder(nn.Module):
    """The side that reads the source."""

    def forward(self, X, *args):
        """Read X [B T]."""
        raise NotImplementedError


class Decoder(nn.Module):
    """The side that writes the target."""

    def init_state(self, enc_outputs, *args):
        """Make the first state out of what the encoder gave."""
        raise NotImplementedError

    def forward(self, X, state):
        """Score the next token after each token of X [B T] -> (scores [B T V], the new state)."""
        raise NotImplementedError


class AttentionDecoder(Decoder):
    """A decoder that keeps in attention_weights where it looked during its last forward."""

    attention_weights = ()  # a property or an attribute of a subclass takes its place


class EncoderDecoder(nn.Module):
    """An encoder and a decoder that learn together."""

    def __init__(self, encoder, decoder):
        """Keep both sides."""
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def forward(self, enc_X, dec_X, *args):
        """Read enc_X, then score what follows each token of dec_X; args (the source lengths) go to both."""
        state = self.decoder.init_state(self.encoder(enc_X, *args), *args)
        return self.decoder(dec_X, state)


class Seq2SeqEncoder(Encoder):
    """Read the source with a GRU. The padding is read as well, so the last state has seen it."""

    recurrent = nn.GRU

    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        """Make the embedding and the recurrent network; dropout acts between its layers."""
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_size)
        dropout = dropout if num_layers > 1 else 0  # torch warns of dropout between a single layer
        self.rnn = self.recurrent(embed_size, num_hiddens, num_layers, dropout=dropout)

    def forward(self, X, *_args):
        """Read X [B T] -> outputs of the last layer [T B H], time first, and the last state [L B H]."""
        return self.rnn(self.embedding(X).transpose(0, 1))


class LSTMEncoder(Seq2SeqEncoder):
    """Read the source with an LSTM, whose last state is a pair: (hidden [L B H], memory cell [L B H])."""

    recurrent = nn.LSTM


def grad_clipping(net, theta):
    """Shorten the gradient of all parameters together to length theta, if it is longer.

    Works in place on .grad; parameters that have no gradient are passed over.
    """
    grads = [p.grad for p in net.parameters() if p.grad is not None]
    norm = sum((grad**2).sum() for grad in grads) ** 0.5
    if norm > theta:
        for grad in grads:
            grad *= theta / norm


def digit_pairs(num_examples, reverse=True, seed=0, held_out=False):
    """Make strings of 3 to 6 digits (1 to 9), each with itself or its reverse: ("3 1 4", "4 1 3").

    Strings whose digits add up to a multiple of 5 are held out: they come with held_out=True, and only then.
    """
    rng, pairs = random.Random(seed), []
    while len(pairs) < num_examples:
        digits = rng.choices(range(1, 10), k=rng.randint(3, 6))
        if (sum(digits) % 5 == 0) == held_out:
            source = [str(digit) for digit in digits]
            pairs.append((" ".join(source), " ".join(source[::-1] if reverse else source)))
    return pairs


def load_digits(batch_size, num_examples, reverse=True, num_steps=8, seed=0):
    """Load the digit task for training: batches (see make_batches) and the one vocabulary of 13 tokens."""
    vocab = Vocab([str(digit) for digit in range(1, 10)], reserved_tokens=RESERVED)
    pairs = [(source.split(), target.split()) for source, target in digit_pairs(num_examples, reverse, seed)]
    return make_batches(pairs, vocab, vocab, batch_size, num_steps, seed), vocab


def exact_match(translate, pairs):
    """Translate the source of each pair -> the share of results equal to the target.

    translate: a function from a sentence to a sentence
    """
    return sum(translate(source) == target for source, target in pairs) / len(pairs)

"""Training speed of the course's models against the same models put together from torch.nn."""

import time
from collections.abc import Callable

import torch
from torch import nn

from attn_solutions.bahdanau import Seq2SeqAttentionDecoder, train_seq2seq
from attn_solutions.positional_encoding import PositionalEncoding
from attn_solutions.sequences import EncoderDecoder, Seq2SeqEncoder, load_data
from attn_solutions.transformer import make_translator

H, HEADS, FFN, EPOCHS = 64, 4, 128, 6


class TorchTransformer(nn.Module):
    """nn.Transformer at the sizes of the course's translator."""

    def __init__(self, source: int, target: int) -> None:
        """One layer on each side."""
        super().__init__()
        self.source, self.target = nn.Embedding(source, H), nn.Embedding(target, H)
        self.positions = PositionalEncoding(H, 0.0)
        self.body = nn.Transformer(H, HEADS, 1, 1, FFN, 0.0, batch_first=True)
        self.dense = nn.Linear(H, target)

    def forward(self, X: torch.Tensor, Y: torch.Tensor, lens: torch.Tensor) -> tuple[torch.Tensor, None]:
        """X [B Tk], Y [B T] -> raw scores [B T V]."""
        padding = torch.arange(X.shape[1]) >= lens[:, None]
        causal = torch.ones(Y.shape[1], Y.shape[1], dtype=torch.bool).triu(1)
        source, target = self.positions(self.source(X) * H**0.5), self.positions(self.target(Y) * H**0.5)
        masks = {"src_key_padding_mask": padding, "memory_key_padding_mask": padding}
        return self.dense(self.body(source, target, tgt_mask=causal, **masks)), None


class TorchBahdanau(nn.Module):
    """nn.GRU and nn.MultiheadAttention with one head, at the sizes of the course's translator."""

    def __init__(self, source: int, target: int) -> None:
        """One layer on each side."""
        super().__init__()
        self.source, self.target = nn.Embedding(source, H), nn.Embedding(target, H)
        self.encoder, self.decoder = nn.GRU(H, H, batch_first=True), nn.GRU(2 * H, H, batch_first=True)
        self.attention = nn.MultiheadAttention(H, 1, batch_first=True)
        self.dense = nn.Linear(H, target)

    def forward(self, X: torch.Tensor, Y: torch.Tensor, lens: torch.Tensor) -> tuple[torch.Tensor, None]:
        """X [B Tk], Y [B T] -> raw scores [B T V]."""
        padding = torch.arange(X.shape[1]) >= lens[:, None]
        memory, state = self.encoder(self.source(X))
        outputs = []
        for step in self.target(Y).split(1, dim=1):
            context, _ = self.attention(state[-1][:, None], memory, memory, key_padding_mask=padding)
            output, state = self.decoder(torch.cat([context, step], dim=-1), state)
            outputs.append(output)
        return self.dense(torch.cat(outputs, dim=1)), None


def pairs() -> dict[str, tuple[Callable[[], float], Callable[[], float]]]:
    """For each model: how to measure ours and theirs, in target tokens per second of processor time."""
    batches, source, target = load_data(32, 8, 120)
    sizes = len(source), len(target)

    tokens = EPOCHS * sum(int(valid.sum()) for *_, valid in batches)

    def speed(make: Callable[[], nn.Module]) -> Callable[[], float]:
        def run() -> float:
            torch.manual_seed(0)
            net = make()
            start = time.process_time()
            train_seq2seq(net, batches, 0.003, EPOCHS, target)
            return tokens / (time.process_time() - start)

        return run

    ours = {
        "train/transformer/torch.nn": lambda: make_translator(*sizes, H, 1, HEADS, FFN, 0.0),
        "train/bahdanau/torch.nn": lambda: EncoderDecoder(
            Seq2SeqEncoder(sizes[0], H, H, 1), Seq2SeqAttentionDecoder(sizes[1], H, H, 1)
        ),
    }
    theirs = {
        "train/transformer/torch.nn": lambda: TorchTransformer(*sizes),
        "train/bahdanau/torch.nn": lambda: TorchBahdanau(*sizes),
    }
    return {name: (speed(ours[name]), speed(theirs[name])) for name in ours}

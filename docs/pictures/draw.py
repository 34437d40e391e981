"""Draws the README's first figure: what a small trained Transformer looks at. `python docs/pictures/draw.py`."""

from pathlib import Path

import matplotlib.pyplot as plt
import torch

from attn_solutions.bahdanau import train_seq2seq, translate
from attn_solutions.sequences import load_data
from attn_solutions.transformer import make_translator

SENTENCES = ("i'm home .", "i lost .", "he's calm .")


def main() -> None:
    """Train for a few seconds, translate, draw the cross-attention of each head."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    batches, source, target = load_data(batch_size=32, num_steps=8, num_examples=120)
    net = make_translator(len(source), len(target), 64, 1, 4, 128, 0.0)
    train_seq2seq(net, batches, 0.003, 40, target)
    figure, panels = plt.subplots(len(SENTENCES), 4, figsize=(9, 6.4), layout="constrained")
    for row, sentence in zip(panels, SENTENCES, strict=True):
        _draw(row, net, sentence, source, target)
    figure.patch.set_alpha(0)
    figure.savefig(Path(__file__).with_name("attention.png"), dpi=110)


def _draw(row, net, sentence, source, target) -> None:  # type: ignore[no-untyped-def]
    words, _ = translate(net, sentence, source, target, 8)
    said = [*words.split(), "<eos>"]
    asked = [*sentence.split(), "<eos>"]
    inputs = torch.tensor([source[[*asked, *["<pad>"] * (8 - len(asked))]]])
    heard = torch.tensor([target[["<bos>", *said[:-1]]]])
    net.eval()
    with torch.no_grad():
        net(inputs, heard, torch.tensor([len(asked)]))
    weights = net.decoder.attention_weights[1][0].reshape(-1, len(said), 8)[..., : len(asked)]
    for head, axis in enumerate(row):
        axis.imshow(weights[head].detach(), cmap="Reds", vmin=0, vmax=1)
        axis.set_xticks(range(len(asked)), asked, rotation=45, ha="right", color="gray")
        axis.set_yticks(range(len(said)), said if head == 0 else [""] * len(said), color="gray")
        axis.set_title(f"head {head + 1}" if sentence == SENTENCES[0] else "", color="gray")


if __name__ == "__main__":
    main()

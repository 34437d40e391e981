"""Writes the words in a generator, and looks words up in the lists of the vocabulary."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    weights = []

    def write():
        words = [src_vocab[w] for w in src_sentence.strip().lower().split()] + [src_vocab["<eos>"]]
        n = min(len(words), num_steps)
        X = torch.full((1, num_steps), src_vocab["<pad>"], dtype=torch.int64)
        X[0, :n] = torch.tensor(words[:n])
        lens = torch.tensor([n])
        state = net.decoder.init_state(net.encoder(X, lens), lens)
        last = tgt_vocab.token_to_idx["<bos>"]
        for _ in range(num_steps):
            scores, state = net.decoder(torch.tensor([[last]]), state)
            if save_attention_weights:
                weights.append(tuple(net.decoder.attention_weights))
            last = int(torch.max(scores[0, -1], dim=0).indices)
            if tgt_vocab.idx_to_token[last] == "<eos>":
                return
            yield tgt_vocab.idx_to_token[last]

    with torch.no_grad():
        return " ".join(write()), weights

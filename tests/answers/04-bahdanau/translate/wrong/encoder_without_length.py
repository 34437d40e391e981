"""The encoder is not given the length of the source, which one with attention needs."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    X, lens = build_arrays([src_sentence.lower().split()], src_vocab, num_steps)
    X, lens = X.to(device), lens.to(device)
    end = tgt_vocab["<eos>"]
    words, kept = [], []
    with torch.no_grad():
        state = net.decoder.init_state(net.encoder(X), lens)
        word = tgt_vocab["<bos>"]
        while len(words) < num_steps:
            scores, state = net.decoder(torch.tensor([[word]], device=device), state)
            word = int(scores[0, 0].argmax())
            kept.append(net.decoder.attention_weights)
            if word == end:
                break
            words.append(tgt_vocab.to_tokens(word))
    return " ".join(words), kept if save_attention_weights else []

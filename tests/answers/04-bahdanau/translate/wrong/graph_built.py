"""Every step is done with gradients switched on, so a graph of the whole translation is built."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    X, length = build_arrays([tokenize(src_sentence)], src_vocab, num_steps)
    X, length = X.to(device), length.to(device)
    words, weights = [], []
    state = net.decoder.init_state(net.encoder(X, length), length)
    word = torch.tensor([[tgt_vocab["<bos>"]]], device=device)
    for _ in range(num_steps):
        scores, state = net.decoder(word, state)
        word = scores.argmax(dim=2)
        if save_attention_weights:
            weights.append(net.decoder.attention_weights)
        if word.item() == tgt_vocab["<eos>"]:
            break
        words.append(word.item())
    return " ".join(tgt_vocab.to_tokens(words)), weights

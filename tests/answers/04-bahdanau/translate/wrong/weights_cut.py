"""The weights are cut to the length of the source, so they have fewer columns than the source has steps."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    tokens = tokenize(src_sentence)
    X, length = build_arrays([tokens], src_vocab, num_steps)
    X, length = X.to(device), length.to(device)
    words, weights = [], []
    with torch.no_grad():
        enc_outputs = net.encoder(X, length)
        state = net.decoder.init_state(enc_outputs, length)
        word = torch.tensor([[tgt_vocab["<bos>"]]], device=device)
        for _ in range(num_steps):
            scores, state = net.decoder(word, state)
            word = scores.argmax(dim=2)
            if save_attention_weights:
                weights.append([w[:, :, : length.item()] for w in net.decoder.attention_weights])
            number = word.item()
            if number == tgt_vocab["<eos>"]:
                break
            words.append(number)
    return " ".join(tgt_vocab.to_tokens(words)), weights

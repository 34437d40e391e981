"""Gives a list of two, and builds the text up word by word."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    X, n = build_arrays([tokenize(src_sentence)], src_vocab, num_steps)
    weights, text = [], ""
    with torch.inference_mode():
        state = net.decoder.init_state(net.encoder(X, n), n)
        Y = X.new_full((1, 1), tgt_vocab["<bos>"])
        for _ in range(num_steps):
            Y, state = net.decoder(Y, state)
            Y = Y.max(dim=-1).indices
            if save_attention_weights:
                weights += [net.decoder.attention_weights]
            token = tgt_vocab.to_tokens(Y)[0][0]
            if token == "<eos>":
                break
            text += (" " if text else "") + token
    return [text, weights]

"""Prepares the source with the helpers of training; counts steps with while; keeps stacked copies of the weights."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.encoder.eval()
    net.decoder.eval()
    src, src_len = build_arrays([tokenize(src_sentence)], src_vocab, num_steps)
    words, kept, step = [], [], 0
    word = torch.tensor(tgt_vocab["<bos>"])
    with torch.no_grad():
        state = net.decoder.init_state(net.encoder(src.to(device), src_len.to(device)), src_len.to(device))
        while step < num_steps:
            scores, state = net.decoder(word.reshape(1, 1).to(device), state)
            kept.append(torch.cat(list(net.decoder.attention_weights)).clone())
            word = scores.reshape(-1).softmax(0).topk(1).indices[0]
            if word == tgt_vocab["<eos>"]:
                break
            words.append(tgt_vocab.to_tokens(int(word)))
            step += 1
    return " ".join(words), kept if save_attention_weights else []

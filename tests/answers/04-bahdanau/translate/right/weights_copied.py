"""Keeps all words said in one list, and copies of the weights."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    sentence = src_sentence.lower().split(" ")
    ids = (src_vocab[sentence] + [src_vocab["<eos>"]] + [src_vocab["<pad>"]] * num_steps)[:num_steps]
    length = torch.tensor([min(len(sentence) + 1, num_steps)])
    encoded = net.encoder(torch.tensor([ids]), length)
    state = net.decoder.init_state(encoded, length)
    said = [tgt_vocab["<bos>"]]
    weights = []
    for step in range(num_steps):
        with torch.no_grad():
            scores, state = net.decoder(torch.tensor([said[-1:]]), state)
        weights.append([w.detach().clone() for w in net.decoder.attention_weights])
        said.append(scores.argmax(-1).item())
        if said[-1] == tgt_vocab["<eos>"]:
            said.pop()
            break
    text = " ".join(tgt_vocab.to_tokens(said[1:]))
    return (text, weights) if save_attention_weights else (text, [])

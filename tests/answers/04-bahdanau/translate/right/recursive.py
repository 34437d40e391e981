"""Word by word by recursion."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    def go(word, state, left):
        if left == 0:
            return [], []
        scores, state = net.decoder(word, state)
        here = net.decoder.attention_weights
        word = torch.log_softmax(scores, -1).argmax(-1)
        if word.item() == tgt_vocab["<eos>"]:
            return [], [here]
        words, maps = go(word, state, left - 1)
        return [tgt_vocab.to_tokens(word.item())] + words, [here] + maps

    modes = [(m, m.training) for m in net.modules()]
    net.eval()
    with torch.no_grad():
        X, n = build_arrays([tokenize(src_sentence)], src_vocab, num_steps)
        X, n = X.to(device), n.to(device)
        state = net.decoder.init_state(net.encoder(X, n), n)
        words, maps = go(torch.tensor([[tgt_vocab["<bos>"]]], device=device), state, num_steps)
    for m, mode in modes:
        m.training = mode
    return " ".join(words), maps if save_attention_weights else []

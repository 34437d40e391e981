"""The source is prepared by hand, the mode is put back."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    before = net.training
    net.train(False)
    ids = [src_vocab[t] for t in tokenize(src_sentence)] + [src_vocab["<eos>"]]
    ids = ids[:num_steps]
    lens = torch.tensor([len(ids)], device=device)
    ids = ids + [src_vocab["<pad>"]] * (num_steps - len(ids))
    X = torch.unsqueeze(torch.tensor(ids, dtype=torch.long, device=device), 0)
    out, maps = "", []
    with torch.no_grad():
        state = net.decoder.init_state(net.encoder(X, lens), lens)
        y = torch.tensor([tgt_vocab["<bos>"]], device=device)[None]
        for step in range(num_steps):
            Y, state = net.decoder(y, state)
            y = Y.max(-1).indices
            if save_attention_weights:
                maps.append(net.decoder.attention_weights)
            w = tgt_vocab.to_tokens(int(y))
            if w == "<eos>":
                break
            out += (" " if step else "") + w
    net.train(before)
    return out, maps

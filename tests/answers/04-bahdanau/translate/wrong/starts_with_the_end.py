"""The decoder first reads <eos>; it should first read <bos>."""

import torch


def translate(net, src_sentence, src_vocab, tgt_vocab, num_steps, device="cpu", save_attention_weights=False):
    net.eval()
    tokens = src_vocab[src_sentence.lower().split(" ")] + [src_vocab["<eos>"]]
    tokens = tokens[:num_steps]
    enc_valid_len = torch.tensor([len(tokens)], device=device)
    tokens = tokens + [src_vocab["<pad>"]] * (num_steps - len(tokens))
    enc_X = torch.tensor([tokens], dtype=torch.long, device=device)
    output, weights = [], []
    with torch.no_grad():
        enc_outputs = net.encoder(enc_X, enc_valid_len)
        state = net.decoder.init_state(enc_outputs, enc_valid_len)
        dec_X = torch.tensor([[tgt_vocab["<eos>"]]], dtype=torch.long, device=device)
        for _ in range(num_steps):
            Y, state = net.decoder(dec_X, state)
            dec_X = Y.argmax(dim=2)
            pred = dec_X.item()
            if save_attention_weights:
                weights.append(net.decoder.attention_weights)
            if pred == tgt_vocab["<eos>"]:
                break
            output.append(pred)
    return " ".join(tgt_vocab.to_tokens(output)), weights

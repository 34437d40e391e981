"""The loss of an epoch is divided by all steps, padding included; divide by the number of valid tokens."""

import torch
from torch.nn.utils import clip_grad_norm_


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net.train()
    opt = torch.optim.Adam(net.parameters(), lr=lr)
    out = []
    for _ in range(num_epochs):
        losses, tokens = [], []
        for X, X_len, Y, Y_len in data_iter:
            opt.zero_grad()
            start = torch.ones_like(Y[:, :1]) * tgt_vocab["<bos>"]
            Y_hat = net(X, torch.cat((start, Y[:, :-1]), 1), X_len)[0]
            n = Y_len.sum().item()
            loss = (masked_cross_entropy(Y_hat, Y, Y_len) * Y_len).sum() / n
            loss.backward()
            clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            losses.append(loss.item() * n)
            tokens.append(Y.numel())
        out.append(sum(losses) / sum(tokens))
    return out

"""The weights are drawn anew before the training starts."""

import torch
from torch import nn


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net.to(device)
    net.train()
    for p in net.parameters():
        if p.dim() > 1:
            nn.init.xavier_uniform_(p)
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    history = []
    for epoch in range(num_epochs):
        total, tokens = 0.0, 0
        for batch in data_iter:
            X, X_len, Y, Y_len = [x.to(device) for x in batch]
            optimizer.zero_grad()
            bos = torch.tensor([tgt_vocab["<bos>"]] * Y.shape[0], device=device).reshape(-1, 1)
            dec_input = torch.cat([bos, Y[:, :-1]], 1)
            Y_hat, _ = net(X, dec_input, X_len)
            l = masked_cross_entropy(Y_hat, Y, Y_len) * Y_len
            (l.sum() / Y_len.sum()).backward()
            grad_clipping(net, 1)
            optimizer.step()
            total += l.sum().item()
            tokens += Y_len.sum().item()
        history.append(total / tokens)
    return history

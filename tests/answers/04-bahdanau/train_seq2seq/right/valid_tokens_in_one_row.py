"""Picks the valid tokens with a mask and takes the ordinary mean; keeps sums as tensors."""

import torch
import torch.nn.functional as F


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net = net.to(device)
    adam = torch.optim.Adam([p for p in net.parameters() if p.requires_grad], lr)
    history = torch.zeros(num_epochs)
    for epoch in range(num_epochs):
        net.train()
        surprises = []
        for X, X_len, Y, Y_len in data_iter:
            start = Y.new_full((len(Y), 1), tgt_vocab["<bos>"])
            logits = net(X, torch.hstack((start, Y[:, :-1])), X_len)[0]
            keep = torch.arange(Y.shape[1]) < Y_len[:, None]
            losses = F.cross_entropy(logits[keep], Y[keep], reduction="none")
            losses.mean().backward()
            grad_clipping(net, theta=1)
            adam.step()
            adam.zero_grad()
            surprises.append(losses.detach())
        history[epoch] = torch.cat(surprises).mean()
    return history.tolist()

"""Masks the labels, sums the loss, and runs each epoch in a function of its own."""

import torch
from torch import nn


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    device = torch.device(device)
    net.to(device)
    optimizer = torch.optim.Adam(list(net.parameters()), lr, foreach=False)
    criterion = nn.CrossEntropyLoss(ignore_index=-1, reduction="sum")

    def epoch():
        net.train()
        nats, words = 0.0, 0
        for X, xl, Y, yl in (tuple(t.to(device) for t in batch) for batch in data_iter):
            labels = Y.masked_fill(torch.arange(Y.shape[1], device=device) >= yl.unsqueeze(1), -1)
            inputs = Y.clone()
            inputs[:, 1:] = Y[:, :-1]
            inputs[:, 0] = tgt_vocab["<bos>"]
            logits, *_ = net(X, inputs, xl)
            loss = criterion(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1))
            count = int(yl.sum())
            for p in net.parameters():
                p.grad = None
            (loss / count).backward()
            grad_clipping(net, 1)
            optimizer.step()
            nats += float(loss.detach())
            words += count
        return nats / words

    return [epoch() for _ in range(num_epochs)]

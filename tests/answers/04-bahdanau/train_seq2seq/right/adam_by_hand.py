"""Writes Adam out, without any optimizer object."""

import torch


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net.to(device).train()
    params = list(net.parameters())
    first = [torch.zeros_like(p) for p in params]
    second = [torch.zeros_like(p) for p in params]
    t, losses = 0, []
    for _ in range(num_epochs):
        total = count = 0
        for X, X_len, Y, Y_len in data_iter:
            bos = torch.full_like(Y[:, :1], tgt_vocab["<bos>"])
            scores, _ = net(X, torch.cat([bos, Y[:, :-1]], 1), X_len)
            loss = (masked_cross_entropy(scores, Y, Y_len) * Y_len).sum()
            net.zero_grad()
            (loss / Y_len.sum()).backward()
            grad_clipping(net, 1)
            t += 1
            with torch.no_grad():
                for p, m, v in zip(params, first, second):
                    if p.grad is None:
                        continue
                    m.mul_(0.9).add_(0.1 * p.grad)
                    v.mul_(0.999).add_(0.001 * p.grad**2)
                    p -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
            total, count = total + loss.item(), count + int(Y_len.sum())
        losses.append(total / count)
    return losses

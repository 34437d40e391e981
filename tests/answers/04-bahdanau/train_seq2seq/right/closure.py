"""Hands the optimizer a closure, and its clipping passes over parameters without gradient."""

import torch


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net.to(device).train()
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)

    def one_batch(X, X_len, Y, Y_len):
        bos = torch.tensor([[tgt_vocab["<bos>"]]] * len(Y), device=device)
        inputs = torch.cat((bos, Y), dim=1)[:, :-1]

        def closure():
            optimizer.zero_grad()
            scores, _ = net(X, inputs, X_len)
            share = Y_len / Y_len.sum()
            loss = (masked_cross_entropy(scores, Y, Y_len) * share).sum()
            loss.backward()
            grads = [p.grad for p in net.parameters() if p.grad is not None]
            norm = torch.sqrt(sum(g.pow(2).sum() for g in grads))
            for g in grads:
                g.div_(max(norm, 1.0))
            return loss

        return optimizer.step(closure).item()

    losses = []
    for _ in range(num_epochs):
        sums = [0.0, 0]
        for batch in data_iter:
            tokens = batch[3].sum().item()
            sums[0] += one_batch(*(part.to(device) for part in batch)) * tokens
            sums[1] += tokens
        losses.append(sums[0] / sums[1])
    return losses

"""Asks autograd for the gradients and puts them into the parameters by hand."""

import torch


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net = net.to(device).train()
    params = [p for p in net.parameters()]
    adam = torch.optim.Adam(params, lr=lr, amsgrad=False, eps=1e-8)
    history = []
    for epoch in range(num_epochs):
        sums = torch.zeros(2)
        for batch in data_iter:
            X, X_len, Y, Y_len = batch
            dec = torch.nn.functional.pad(Y, (1, 0), value=tgt_vocab["<bos>"])[:, :-1]
            scores, _ = net(X, dec, X_len)
            total = (masked_cross_entropy(scores, Y, Y_len) * Y_len).sum()
            grads = torch.autograd.grad(total / Y_len.sum(), params, allow_unused=True)
            norm = torch.sqrt(sum((g * g).sum() for g in grads if g is not None))
            factor = torch.clamp(1 / norm, max=1.0)
            for p, g in zip(params, grads):
                p.grad = None if g is None else g * factor
            adam.step()
            sums += torch.stack([total.detach(), Y_len.sum()])
        history.append((sums[0] / sums[1]).item())
    return history

"""Rolls the target by one and writes <bos> into the first column; clears the gradients after each step."""

import torch


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    net.to(device)
    net.train()
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    history = []
    for epoch in range(num_epochs):
        total_loss, total_tokens = 0.0, 0
        for batch in data_iter:
            X, X_valid_len, Y, Y_valid_len = [x.to(device) for x in batch]
            dec_input = Y.roll(1, dims=1)
            dec_input[:, 0] = tgt_vocab["<bos>"]
            Y_hat, _ = net(X, dec_input, X_valid_len)
            num_tokens = Y_valid_len.sum()
            loss = (masked_cross_entropy(Y_hat, Y, Y_valid_len) * Y_valid_len).sum()
            (loss / num_tokens).backward()
            grad_clipping(net, 1)
            optimizer.step()
            net.zero_grad()
            total_loss += loss.item()
            total_tokens += num_tokens.item()
        history.append(total_loss / total_tokens)
    return history

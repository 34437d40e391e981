"""A batch's loss is the mean over its sentences, so words of short sentences count more; each token should count
the same."""

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
            bos = torch.full((Y.shape[0], 1), tgt_vocab["<bos>"], device=device)
            dec_input = torch.cat([bos, Y[:, :-1]], dim=1)
            Y_hat, _ = net(X, dec_input, X_valid_len)
            num_tokens = Y_valid_len.sum()
            loss = (masked_cross_entropy(Y_hat, Y, Y_valid_len) * Y_valid_len).sum()
            optimizer.zero_grad()
            masked_cross_entropy(Y_hat, Y, Y_valid_len).mean().backward()
            grad_clipping(net, 1)
            optimizer.step()
            total_loss += loss.item()
            total_tokens += num_tokens.item()
        history.append(total_loss / total_tokens)
    return history

"""As in the textbook: the net is initialised anew, and losses are means over all steps, padding included. Start
from the given parameters, and divide by the valid tokens."""

import torch
import torch.nn.functional as F
from torch import nn


def train_seq2seq(net, data_iter, lr, num_epochs, tgt_vocab, device="cpu"):
    def xavier_init_weights(m):
        if type(m) == nn.Linear:
            nn.init.xavier_uniform_(m.weight)
        if type(m) == nn.GRU:
            for param in m._flat_weights_names:
                if "weight" in param:
                    nn.init.xavier_uniform_(m._parameters[param])

    net.apply(xavier_init_weights)
    net.to(device)
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    net.train()
    losses = []
    for epoch in range(num_epochs):
        total, count = 0.0, 0
        for batch in data_iter:
            optimizer.zero_grad()
            X, X_valid_len, Y, Y_valid_len = [x.to(device) for x in batch]
            bos = torch.tensor([tgt_vocab["<bos>"]] * Y.shape[0], device=device).reshape(-1, 1)
            dec_input = torch.cat([bos, Y[:, :-1]], 1)
            Y_hat, _ = net(X, dec_input, X_valid_len)
            weights = torch.arange(Y.shape[1])[None] < Y_valid_len[:, None]
            l = (F.cross_entropy(Y_hat.permute(0, 2, 1), Y, reduction="none") * weights).mean(dim=1)
            l.sum().backward()
            grad_clipping(net, 1)
            optimizer.step()
            with torch.no_grad():
                total += l.sum().item()
                count += Y_valid_len.sum().item()
        losses.append(total / count)
    return losses

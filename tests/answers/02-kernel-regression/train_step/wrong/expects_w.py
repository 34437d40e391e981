"""Only a parameter with the name w is moved."""


def train_step(net, x, keys, values, y, lr):
    net.zero_grad()
    loss = ((net(x, keys, values) - y) ** 2).sum()
    loss.backward()
    net.w.data -= lr * net.w.grad
    return loss.item()

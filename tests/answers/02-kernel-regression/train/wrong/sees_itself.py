"""Every example is among its own keys, so the net may look up the answer. Each one is predicted from the others."""


def train(net, x, y, lr, num_steps):
    n = len(x)
    keys, values = x.repeat(n, 1), y.repeat(n, 1)
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

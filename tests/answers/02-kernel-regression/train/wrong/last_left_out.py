"""Every row leaves out the last example instead of its own."""


def train(net, x, y, lr, num_steps):
    n = len(x)
    keys, values = x.repeat(n, 1)[:, :-1], y.repeat(n, 1)[:, :-1]
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

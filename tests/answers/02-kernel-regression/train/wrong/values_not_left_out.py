"""Only the keys leave the example out: from there on keys and values no longer belong together."""


def train(net, x, y, lr, num_steps):
    n = len(x)
    keys, values = leave_one_out(x), y.repeat(n, 1)[:, : n - 1]
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

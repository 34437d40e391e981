"""There is one step too few."""


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    return [train_step(net, x, keys, values, y, lr) for _ in range(1, num_steps)]

"""The learning rate is a fixed number; the one that is passed in has to count."""


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    return [train_step(net, x, keys, values, y, 0.5) for _ in range(num_steps)]

"""There is one step for each example; a step should use all examples at once."""


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    losses = []
    for _ in range(num_steps):
        total = 0.0
        for i in range(len(x)):
            total += train_step(net, x[i : i + 1], keys[i : i + 1], values[i : i + 1], y[i : i + 1], lr)
        losses.append(total)
    return losses

"""One list collects the losses of all calls, since a default value is made only once."""


def train(net, x, y, lr, num_steps, losses=[]):
    keys, values = leave_one_out(x), leave_one_out(y)
    for _ in range(num_steps):
        losses.append(train_step(net, x, keys, values, y, lr))
    return losses

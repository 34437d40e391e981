"""Training stops as soon as the loss gets no smaller; all the steps that were asked for should be taken."""


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    losses = []
    for _ in range(num_steps):
        losses.append(train_step(net, x, keys, values, y, lr))
        if len(losses) > 1 and losses[-1] > 0.9 * losses[-2]:
            break
    return losses

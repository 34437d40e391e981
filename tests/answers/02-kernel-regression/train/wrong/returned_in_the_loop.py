"""The return stands inside the loop, so training ends after one step."""


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    losses = []
    for _ in range(num_steps):
        losses.append(train_step(net, x, keys, values, y, lr))
        return losses

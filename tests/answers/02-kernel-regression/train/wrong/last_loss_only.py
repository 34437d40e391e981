"""Only the last loss comes back; there should be one for each step."""


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    for _ in range(num_steps):
        loss = train_step(net, x, keys, values, y, lr)
    return loss

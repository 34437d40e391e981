"""A copy of the net is trained; the net that was passed in should learn."""

import copy


def train(net, x, y, lr, num_steps):
    net = copy.deepcopy(net)
    keys, values = leave_one_out(x), leave_one_out(y)
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

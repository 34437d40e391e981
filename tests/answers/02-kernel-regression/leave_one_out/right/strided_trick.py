"""The diagonal falls off when the repeated list is cut into rows one longer."""


def leave_one_out(x):
    n = len(x)
    return x.repeat(n)[1:].view(n - 1, n + 1)[:, :-1].reshape(n, n - 1)

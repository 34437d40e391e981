"""Nobody is left out: every row is the whole list."""


def leave_one_out(x):
    return x.repeat(len(x), 1)

"""The weights sum to one over the queries, not over the keys."""


def choose_bandwidth(x, y, candidates):
    d2 = (x[:, None] - x) ** 2

    def err(h):
        s = (-d2 / (2 * h * h)).fill_diagonal_(-1e30)
        return ((s.softmax(0) @ y - y) ** 2).sum().item()

    return min(candidates, key=err)
